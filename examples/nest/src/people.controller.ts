import type { MeshyAuth } from '@auth/meshy'
import {
  BadGatewayException,
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Res,
  UseGuards,
} from '@nestjs/common'
import type { CookieOptions, Response } from 'express'
import { SessionsService } from './sessions.service.js'
import { Session, SignedIn } from './signed-in.guard.js'

const cookie: CookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' }
const monthMs = 30 * 24 * 3600 * 1000

@Controller()
export class PeopleController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('sign-in')
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Res({ passthrough: true }) reply: Response): Promise<{ message: string }> {
    const { username, password } = Object(body)
    if (!isText(username) || !isText(password)) throw new BadRequestException('Give a username and a password.')
    const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
    await this.sessions.of(id).signIn({ username, password })
    reply.cookie('session', id, { ...cookie, maxAge: monthMs })
    return { message: 'Welcome.' }
  }

  @Get('me')
  @UseGuards(SignedIn)
  async me(@Session() auth: MeshyAuth): Promise<unknown> {
    const response = await auth.fetch('/users/me')
    if (!response.ok) throw new BadGatewayException()
    return response.json()
  }

  @Post('sign-out')
  @HttpCode(200)
  @UseGuards(SignedIn)
  async signOut(@Session() auth: MeshyAuth, @Res({ passthrough: true }) reply: Response): Promise<{ message: string }> {
    reply.clearCookie('session', cookie)
    await auth.signOut()
    return { message: 'Goodbye.' }
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
