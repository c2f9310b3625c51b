import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import cookieParser from 'cookie-parser'
import { AppModule } from './app.module.js'

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { bodyParser: false })
  // JSON alone, which forms of other sites cannot send.
  app.useBodyParser('json')
  app.use(cookieParser())
  await app.listen(process.env['PORT'] ?? 3000)
}
await bootstrap()
