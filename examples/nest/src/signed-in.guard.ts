import type { MeshyAuth } from '@auth/meshy'
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common'
import type { Request } from 'express'
import { SessionsService } from './sessions.service.js'

type SignedInRequest = Request & { auth?: MeshyAuth }

const sessionId = /^[\da-f-]{36}$/

/** Lets in who has signed in. */
@Injectable()
export class SignedIn implements CanActivate {
  constructor(private readonly sessions: SessionsService) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SignedInRequest>()
    const id: unknown = request.cookies['session']
    // A cookie may hold anything.
    if (typeof id !== 'string' || !sessionId.test(id)) throw new UnauthorizedException('Please sign in.')
    request.auth = this.sessions.of(id)
    return true
  }
}

/** The session of who asks, as a parameter of a handler that `SignedIn` guards. */
export const Session = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<SignedInRequest>().auth,
)
