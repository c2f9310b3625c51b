import type { Emulator, JournalEntry } from '@auth/emulator'

/** Marks what was handed on to the provider, so that it is not counted twice. */
const mark = 'x-handed-on'

export function isOwn({ headers }: JournalEntry): boolean {
  return headers[mark] !== undefined
}

function handOn(emulator: Emulator, request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set(mark, '1')
  return emulator.fetch(new Request(request, { headers }))
}

export interface HeldAnswer {
  /** The provider has handled the request: its refresh token is used up. */
  readonly isUsed: Promise<unknown>
  release(): void
}

/** The provider handles the next token request, and its answer has to wait. */
export function holdNextAnswer(emulator: Emulator): HeldAnswer {
  const used = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const kind = async (request: Request): Promise<Response> => {
    const response = await handOn(emulator, request)
    used.resolve()
    await released.promise
    return response
  }
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind })
  return { isUsed: used.promise, release: released.resolve }
}

/** A provider with a leeway: a used refresh token gets the answer that it got before. */
export function rememberAnswers(emulator: Emulator): void {
  const answers = new Map<string, Response>()
  const answer = async (request: Request): Promise<Response> => {
    const refreshToken = String((await request.clone().formData()).get('refresh_token'))
    const response = answers.get(refreshToken) ?? (await handOn(emulator, request))
    answers.set(refreshToken, response.clone())
    expectRequest()
    return response
  }
  // One by one: a request that is handed on must not come back here.
  const expectRequest = (): void => emulator.fail({ provider: 'meshy', endpoint: 'token', kind: answer })
  expectRequest()
}
