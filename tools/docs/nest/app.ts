// #region
import { AuthError } from '@auth/core'
import type { MeshyAuth } from '@auth/meshy'
import * as nest from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { describeFailure } from '../src/guides/describe-failure.ts'
import { readSessionId, removeSession, setSession } from '../src/guides/session-cookie.ts'
import { sessionOf } from '../src/guides/sessions.ts'

interface Reply {
  status(code: number): Reply
  setHeader(name: string, value: string): Reply
  send(body: string): void
}

@nest.Injectable()
export class SignedIn implements nest.CanActivate {
  canActivate(context: nest.ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest()
    const id = readSessionId(request.headers.cookie)
    if (!id) throw new nest.UnauthorizedException('Please sign in.')
    request.auth = sessionOf(id)
    return true
  }
}

/** The caller’s session, as a parameter of a handler that `SignedIn` guards. */
export const Session = nest.createParamDecorator(
  (_: unknown, context: nest.ExecutionContext): MeshyAuth => context.switchToHttp().getRequest().auth,
)

@nest.Controller()
export class PeopleController {
  @nest.Post('sign-in')
  async signIn(
    @nest.Body() body: Record<string, unknown>,
    @nest.Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
    await sessionOf(id).signIn({ username: String(body['username']), password: String(body['password']) })
    reply.setHeader('set-cookie', setSession(id))
    return 'Welcome.'
  }

  @nest.Get('me')
  @nest.UseGuards(SignedIn)
  async me(@Session() auth: MeshyAuth): Promise<unknown> {
    const response = await auth.fetch('/users/me')
    if (!response.ok) throw new nest.BadGatewayException()
    return await response.json()
  }

  @nest.Post('sign-out')
  @nest.UseGuards(SignedIn)
  async signOut(@Session() auth: MeshyAuth, @nest.Res({ passthrough: true }) reply: Reply): Promise<string> {
    reply.setHeader('set-cookie', removeSession)
    await auth.signOut()
    return 'Goodbye.'
  }
}

@nest.Catch(AuthError)
export class AuthErrorFilter implements nest.ExceptionFilter<AuthError> {
  catch(error: AuthError, host: nest.ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>()
    const { status = 500, message = '', headers = {} } = describeFailure(error) ?? {}
    for (const [name, value] of Object.entries(headers)) reply.setHeader(name, value)
    reply.status(status).send(message)
  }
}

@nest.Module({
  controllers: [PeopleController],
  providers: [{ provide: APP_FILTER, useClass: AuthErrorFilter }],
})
export class AppModule {}
// #endregion
