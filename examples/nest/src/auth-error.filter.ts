import { AuthError } from '@auth/core'
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common'
import type { Response } from 'express'
import { describeFailure } from './describe-failure.js'

/** Turns what went wrong at the provider into responses. */
@Catch(AuthError)
export class AuthErrorFilter implements ExceptionFilter<AuthError> {
  private readonly logger = new Logger(AuthErrorFilter.name)

  catch(error: AuthError, host: ArgumentsHost): void {
    const { status = 500, message = '', headers = {} } = describeFailure(error) ?? {}
    if (status >= 500) this.logger.error(error) // no secret is in it
    host.switchToHttp().getResponse<Response>().status(status).set(headers).json({ message })
  }
}
