import { isAuthError } from '@auth/core'
import { type Case, oneStep } from '../case.ts'
import { describeError, expectSame, failureOf } from '../expect.ts'
import type { Echo } from '../lab.ts'
import { visibleTexts } from '../visible-texts.ts'

const parts = ['one ', 'two ', 'three']

/** What goes to the API, and where else. */
export const requests: readonly Case[] = [
  oneStep('stream-up', 'sends a stream', async (lab) => {
    if (typeof ReadableStream === 'undefined') return 'no `ReadableStream`'
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const part of parts) controller.enqueue(encoder.encode(part))
        controller.close()
      },
    })
    try {
      const response = await lab.create().fetch(`${lab.echo}/echo`, { method: 'POST', body, duplex: 'half' })
      const echo: Echo = await response.json()
      expectSame(echo.body, parts.join(''), 'what arrived')
      return undefined
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return error.message.includes('@auth/core')
        ? 'refused: a stream cannot be sent here'
        : 'a `TypeError` of the platform'
    }
  }),
  oneStep('stream-down', 'hands on the stream of an answer', async (lab) => {
    const { body } = await lab.create().fetch(`${lab.echo}/echo`, { method: 'POST', body: parts.join('') })
    if (!body) return 'answers have no stream'
    let text = ''
    const decoder = new TextDecoder()
    const reader = body.getReader()
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += decoder.decode(piece.value)
    const echo: Echo = JSON.parse(text)
    expectSame(echo.body, parts.join(''), 'what arrived')
    return undefined
  }),
  oneStep('redirect', 'a redirect to another origin takes no credential along', async (lab) => {
    const auth = lab.create()
    const { value } = await auth.getToken()
    await lab.strayed()
    const failure = await failureOf(auth.fetch(`${lab.echo}/leave`, { method: 'POST', body: 'text' }))
    const strayed = await lab.strayed()
    const shown = visibleTexts(strayed).join('\n')
    for (const secret of [value, ...lab.secrets]) {
      if (shown.includes(secret)) return 'headers of the provider arrive there'
    }
    if (failure === 'unexpected_redirect') {
      expectSame(strayed.length, 0, 'requests there')
      return '`unexpected_redirect`'
    }
    expectSame(failure, 'none', 'the call')
    expectSame(strayed.length, 1, 'requests there')
    return undefined
  }),
  oneStep('redirected-sign-in', 'a redirect of the token endpoint is refused', async (lab) => {
    await lab.redirectToken()
    await lab.strayed()
    const failure = await failureOf(lab.create().getToken())
    const strayed = await lab.strayed()
    if (strayed.length > 0) return `followed by the platform; \`${failure}\``
    expectSame(failure, 'unexpected_redirect', 'the failure')
    return undefined
  }),
  oneStep('redaction', 'no secret shows in an error, however one looks at it', async (lab) => {
    const auth = lab.create({
      async fetch(url, init) {
        const headers = [...new Headers(init?.headers)].join('\n')
        const text = [url, headers, await new Response(init?.body ?? null).text()].join('\n')
        return Response.json({ error: 'invalid_request', error_description: text, message: text }, { status: 400 })
      },
    })
    const error = await auth.getToken().catch((reason: unknown) => reason)
    if (!isAuthError(error)) throw new Error(`failed with ${describeError(error)}`)
    const copy = typeof structuredClone === 'function' ? structuredClone(error) : undefined
    const views = [JSON.stringify(error), String(error), String(error.stack), ...visibleTexts(error)]
    views.push(lab.platform.inspect(error), lab.platform.inspect(copy), ...visibleTexts(copy))
    views.push(lab.platform.inspect(auth), lab.platform.inspect(await auth.getToken().catch((again) => again)))
    const shown = views.join('\n')
    // Shorter ones are part of words, and of paths in stacks.
    for (const secret of lab.secrets.filter(({ length }) => length >= 6)) {
      for (const form of [secret, encodeURIComponent(secret), btoa(secret)]) {
        expectSame(shown.includes(form), false, `a secret in what is shown (${form.length} characters)`)
      }
    }
  }),
]
