import { describe, expect, test } from 'vitest'
import { createApiClient, createRealTimeAuth, credentials, issue, rejecting } from '../support/api-auth.ts'

const mebibyte = 1024 * 1024
const form = new FormData()
form.append('name', 'ü & b')
form.append('file', new Blob(['content'], { type: 'text/plain' }), 'a.txt')
const bytes = new TextEncoder().encode('bytes ü')
const post = (body: unknown): RequestInit => ({ method: 'POST', body: body as BodyInit }) // tried: any kind of body

async function sendTwice(input: string | Request, init: object = {}): Promise<{ bodies: string[]; types: unknown[] }> {
  const { auth, sent } = createApiClient(rejecting('token-1'))
  const response = await auth.fetch(input, init)
  expect(response.status).toBe(200)
  const bodies = await Promise.all(sent.map((request) => request.text()))
  return { bodies, types: sent.map(({ headers }) => headers.get('content-type')) }
}

describe('After a rejected token, a body is sent again when it is', () => {
  test.each<[string, unknown, string, string | null]>([
    ['a string', 'text ü', 'text ü', 'text/plain;charset=UTF-8'],
    ['URLSearchParams', new URLSearchParams({ a: 'b c' }), 'a=b+c', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['a Blob', new Blob(['blob ü'], { type: 'text/x' }), 'blob ü', 'text/x'],
    ['an ArrayBuffer', bytes.slice().buffer, 'bytes ü', null],
    ['a Uint8Array', bytes, 'bytes ü', null],
    ['a part of a buffer', new DataView(bytes.slice().buffer, 0, 5), 'bytes', null],
    ['a function that makes a string', () => 'made', 'made', 'text/plain;charset=UTF-8'],
    ['a function that makes a stream', () => new Blob(['stream']).stream(), 'stream', null],
    ['absent', undefined, '', null],
    ['null', null, '', null],
  ])('%s.', async (_, body, text, type) => {
    expect(await sendTwice('/users', post(body))).toEqual({ bodies: [text, text], types: [type, type] })
  })

  test('FormData.', async () => {
    const { auth, sent } = createApiClient(rejecting('token-1'))
    await auth.fetch('/users', post(form))
    const forms = await Promise.all(sent.map((request) => request.formData()))
    expect(forms).toHaveLength(2)
    for (const each of forms) {
      expect(each.get('name')).toBe('ü & b')
      expect(await (each.get('file') as File).text()).toBe('content') // appended above
    }
  })

  test('made anew by a function for each sending.', async () => {
    let made = 0
    const body = (): string => {
      made += 1
      return `body ${made}`
    }
    expect((await sendTwice('/users', { method: 'POST', body })).bodies).toEqual(['body 1', 'body 2'])
  })

  test.each<[string, BodyInit]>([
    ['a string', 'text'],
    ['a stream', new Blob(['text']).stream()],
  ])('the body of a Request, made of %s.', async (_, body) => {
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'text/x' } }
    const request = new Request('https://api.example.com/v1/users', init)
    expect(await sendTwice(request)).toEqual({ bodies: ['text', 'text'], types: ['text/x', 'text/x'] })
  })

  test('the body of a Request whose signal was taken away.', async () => {
    const request = new Request('https://api.example.com/v1/users', post('text'))
    expect((await sendTwice(request, { signal: null })).bodies).toEqual(['text', 'text'])
  })

  test.each([['text'], [null]])('the body %j of a Request whose stream the platform does not show.', async (body) => {
    const request = new Request('https://api.example.com/v1/users', { method: 'POST', body })
    Object.defineProperty(request, 'body', { value: undefined })
    expect((await sendTwice(request)).bodies).toEqual([body ?? '', body ?? ''])
  })

  test('the body of a Request of 1 MiB.', async () => {
    const text = 'x'.repeat(mebibyte)
    const { bodies } = await sendTwice(new Request('https://api.example.com/v1', post(text)))
    expect(bodies.map((body) => body === text)).toEqual([true, true])
  })
})

describe('A body that can be sent once only', () => {
  async function* generate(): AsyncGenerator<Uint8Array> {
    yield bytes
  }

  test.each<[string, () => [string | Request, object]]>([
    ['a stream', () => ['/users', post(new Blob([bytes]).stream())]],
    ['an async generator', () => ['/users', { ...post(generate()), duplex: 'half' }]],
    [
      'the body of a Request of over 1 MiB',
      () => [new Request('https://api.example.com/', post('x'.repeat(mebibyte + 1))), {}],
    ],
  ])('such as %s is not sent again: the 401 is returned, and the token is not used any more.', async (_, make) => {
    const { auth, sent, signIns } = createApiClient(rejecting('token-1'))
    const [input, init] = make()
    const response = await auth.fetch(input, init)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('dead')
    expect(sent).toHaveLength(1)
    expect(signIns).toHaveLength(1)
    expect((await auth.fetch('/users')).status).toBe(200)
    expect(sent[1]?.headers.get('authorization')).toBe('Bearer token-2')
    expect(signIns).toHaveLength(2)
  })

  test('arrives whole when it is the body of a Request of over 1 MiB.', async () => {
    const { auth } = createApiClient(rejecting())
    const text = `${'x'.repeat(3 * mebibyte)}end`
    const response = await auth.fetch(new Request('https://api.example.com/', post(text)))
    expect((await response.text()) === text).toBe(true)
  })

  test('is given up at its source when nobody wants the rest.', async () => {
    const reasons: unknown[] = []
    const large = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(mebibyte)),
      cancel: (reason) => void reasons.push(reason),
    })
    const fetch = async (_: unknown, init: RequestInit = {}): Promise<Response> => {
      if (init.body instanceof ReadableStream) await init.body.cancel('no more')
      return issue('a-token')
    }
    const init = { method: 'POST', body: large, duplex: 'half' } as const
    await createRealTimeAuth({ credentials, fetch }).fetch(new Request('https://api.example.com/', init))
    expect(reasons).toEqual(['no more'])
  })

  test('is read no further than it is sent: a large stream is not held in memory.', async () => {
    let pulled = 0
    const large = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1
          controller.enqueue(new Uint8Array(mebibyte))
        },
      },
      { highWaterMark: 0 },
    )
    const { auth } = createApiClient(() => new Response(null, { status: 401 }))
    const init = { method: 'POST', body: large, duplex: 'half' } as const
    expect((await auth.fetch(new Request('https://api.example.com/', init))).status).toBe(401)
    expect(pulled).toBeLessThan(5)
  })
})

describe('A Request whose body does not come', () => {
  test('is given up with the reason of the caller.', async () => {
    const { auth, sent } = createApiClient(rejecting())
    const controller = new AbortController()
    const init = { method: 'POST', body: new ReadableStream(), duplex: 'half', signal: controller.signal } as const
    const outcome = auth.fetch(new Request('https://api.example.com/', init)).catch((error: unknown) => error)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(sent).toEqual([])
  })
})
