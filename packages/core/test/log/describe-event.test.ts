import { expect, test } from 'vitest'
import type { AuthEvent } from '../../src/index.ts'
import { describeEvent } from '../../src/log/describe-event.ts'

type Told = AuthEvent extends infer Event ? (Event extends AuthEvent ? Omit<Event, 'provider' | 'at'> : never) : never

const failed = { type: 'failed', phase: 'renew', attempts: 1, background: false, durationMs: 1234 } as const

test.each<[level: string, line: string, event: Told]>([
  ['debug', 'took over a newer token from the store (token 7)', { type: 'adopted', generation: 7 }],
  ['warn', 'no token request for 1.5 s, after 1 failure', { type: 'cooling-down', delayMs: 1500, failures: 1 }],
  ['warn', 'no token request for 60 s, after 9 failures', { type: 'cooling-down', delayMs: 60_000, failures: 9 }],
  ['warn', 'the API rejected token 7 (401)', { type: 'token-rejected', generation: 7, status: 401 }],
  ['warn', 'the response had no expiry; 5 minutes are assumed', { type: 'expiry-missing' }],
  ['warn', 'the token store failed; the token in memory is used', { type: 'store-failed' }],
  ['warn', 'Something odd.', { type: 'notice', message: 'Something odd.' }],
  ['error', 'renew failed: network (1 request in 1.2 s)', { ...failed, code: 'network' }],
  [
    'error',
    'renew failed: reauth_required (400, invalid_grant, request id req-1, 1 request in 1.2 s)',
    { ...failed, code: 'reauth_required', status: 400, providerCode: 'invalid_grant', requestId: 'req-1' },
  ],
])('An event is told as %s: %s.', (level, line, event) => {
  // The members come from one AuthEvent; TypeScript cannot follow the spread of a union.
  const complete = { ...event, provider: 'test', at: 0 } as AuthEvent
  expect(describeEvent(complete)).toEqual([level, `@auth/test: ${line}`])
})
