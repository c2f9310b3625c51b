import { Module } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { AuthErrorFilter } from './auth-error.filter.js'
import { PeopleController } from './people.controller.js'
import { SessionsService } from './sessions.service.js'

@Module({
  controllers: [PeopleController],
  providers: [SessionsService, { provide: APP_FILTER, useClass: AuthErrorFilter }],
})
export class AppModule {}
