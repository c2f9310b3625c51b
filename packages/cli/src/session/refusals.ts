import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { AuthError, type Fetch, type TokenStore } from '@auth/core'
import type { Provider } from '../providers/provider.ts'

// As long as core keeps away from what was refused, within one process.
const firstWaitMs = 60_000
const longestWaitMs = 3_600_000
/** As much as core reads of an answer. */
const maxBodyBytes = 64 * 1024
// Together less than an attempt may take: who waited longer would send the password again.
const maxBodyMs = 1000
const maxStoreMs = 5000
// Of AES-GCM.
const [keyBytes, ivBytes, tagBytes] = [32, 12, 16]
const passingStatuses = new Set([408, 425, 429])

interface RefusalOptions {
  readonly store: TokenStore
  /** Where it is kept in the store. */
  readonly key: string
  readonly provider: string
  readonly isSignIn: Provider['isSignIn']
  /** Whether somebody wants to try again. */
  readonly isForced: boolean
  /** Told that a request was not sent, and for how long such requests will not be. */
  readonly onHeld: (leftMs: number) => void
  readonly now?: (() => number) | undefined
}

/** What a provider answered to a sign-in that it refused. It may quote the password. */
interface RefusedAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** A sign-in that a provider has refused, as it is stored. Neither it nor the answer can be read without the sign-in. */
interface Refusal {
  readonly salt: string
  /** The answer, encrypted with a key that is made of the sign-in. */
  readonly sealed: string
  readonly until: number
  readonly waitMs: number
}

/**
 * A `fetch` that does not send a sign-in that was refused of late, by whichever process, and answers as the provider did:
 * accounts are locked after too many wrong passwords, and fifty shells would be fifty of them. It may be sent again after
 * a minute; each further refusal doubles that, up to an hour.
 */
export function rememberRefusals(send: Fetch, options: RefusalOptions): Fetch {
  const { store, key, provider, isSignIn, isForced, onHeld, now = Date.now } = options
  return async (input, init) => {
    const url = new URL(String(input))
    // Those of a sign-in are text; a stream of a request must be left alone.
    const body = typeof init?.body === 'string' ? init.body : ''
    if (init?.method !== 'POST' || !isSignIn(url, body)) return send(input, init)
    const signal = init.signal ?? AbortSignal.timeout(firstWaitMs)
    const secret = JSON.stringify([url.href, passwordIn(new Headers(init.headers)), body])
    const stored = await recall(signal)
    const before = parse(stored)
    const answer = before && unseal(before, secret)
    const leftMs = answer && !isForced ? before.until - now() : 0
    // More is left than ever was where the clock has been set back.
    if (answer && leftMs > 0 && leftMs <= longestWaitMs) {
      onHeld(leftMs)
      return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.type } })
    }
    const response = await send(input, init)
    if (response.ok && stored !== undefined) await keep(undefined)
    if (!isRefusal(response.status)) return response
    const { status, headers } = response
    const text = await readStart(response)
    const waitMs = answer ? Math.min(before.waitMs * 2, longestWaitMs) : firstWaitMs
    const sealed = seal({ status, type: headers.get('content-type') ?? '', body: text }, secret)
    await keep({ ...sealed, until: now() + waitMs, waitMs })
    return new Response(text, { status, headers })
  }

  /** What is kept. Who signs in needs none of it: a text that is nothing stands for what cannot be read. */
  async function recall(signal: AbortSignal): Promise<string | undefined> {
    try {
      return await store.read(key, { signal })
    } catch (error) {
      if (isForced) return ''
      throw storeFailure(provider, error)
    }
  }

  /**
   * A store that fails is the session's to tell of: this answer is worth more. Nor does it matter here whether the caller
   * still waits: what was refused was refused.
   */
  async function keep(refusal: Refusal | undefined): Promise<void> {
    const value = refusal && JSON.stringify(refusal)
    const signal = AbortSignal.timeout(maxStoreMs)
    await store.update(key, async () => value, { signal, lifeMs: 2 * longestWaitMs }).catch(() => {})
  }
}

/** As core has it: of what a store throws, only a problem that it explains is shown. */
function storeFailure(provider: string, error: unknown): AuthError {
  const problem = error instanceof Error && error.name === 'StoreProblem' ? error.message : 'the token store failed'
  const message = `@auth/${provider}: whether this sign-in was refused before cannot be read: ${problem}. \`auth-cli sign-in ${provider}\` sends it all the same`
  return new AuthError({ code: 'store_failed', provider, phase: 'sign-in', message })
}

/** A bearer beside the credentials is that of the application, and another each time. */
function passwordIn(headers: Headers): string | undefined {
  const authorization = headers.get('authorization') ?? ''
  return authorization.startsWith('Basic ') ? authorization : undefined
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && !passingStatuses.has(status)
}

/** Each salt makes another key, which therefore encrypts once only. */
function keyFor(secret: string, salt: string): ['aes-256-gcm', Buffer, Buffer] {
  const bytes = scryptSync(secret, salt, keyBytes + ivBytes)
  return ['aes-256-gcm', bytes.subarray(0, keyBytes), bytes.subarray(keyBytes)]
}

function seal(answer: RefusedAnswer, secret: string): Pick<Refusal, 'salt' | 'sealed'> {
  const salt = randomBytes(16).toString('base64')
  const cipher = createCipheriv(...keyFor(secret, salt))
  const parts = [cipher.update(JSON.stringify(answer), 'utf8'), cipher.final(), cipher.getAuthTag()]
  return { salt, sealed: Buffer.concat(parts).toString('base64') }
}

/** The answer to this sign-in; `undefined` where another one was refused. */
function unseal({ salt, sealed }: Refusal, secret: string): RefusedAnswer | undefined {
  try {
    const bytes = Buffer.from(sealed, 'base64')
    const decipher = createDecipheriv(...keyFor(secret, salt), { authTagLength: tagBytes })
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8'))
  } catch {
    return undefined
  }
}

/** An answer may break off, or never end: what has come says enough. */
async function readStart({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  const reader = body?.getReader()
  // What is read no further closes its connection, also where that has failed.
  const leave = async (): Promise<void> => reader?.cancel().catch(() => {})
  const timer = setTimeout(leave, maxBodyMs)
  try {
    for (let size = 0; size < maxBodyBytes; size += chunks.at(-1)?.length ?? 0) {
      const chunk = await reader?.read()
      if (!chunk?.value) break
      chunks.push(chunk.value)
    }
  } catch {
    // The status has come.
  }
  clearTimeout(timer)
  void leave()
  return Buffer.concat(chunks).toString('utf8')
}

/** What another version has written, or nobody, is no refusal. */
function parse(text: string | undefined): Refusal | undefined {
  try {
    const { salt, sealed, until, waitMs } = JSON.parse(text ?? '{}')
    const isWhole = typeof salt === 'string' && typeof sealed === 'string' && until > 0 && waitMs > 0
    return isWhole ? { salt, sealed, until, waitMs } : undefined
  } catch {
    return undefined
  }
}
