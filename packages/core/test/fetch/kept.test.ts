import { describe, expect, test } from 'vitest'
import { isStream } from '../../src/fetch/body.ts'
import { createApiClient } from '../support/api-auth.ts'

function recording() {
  const inits: Array<RequestInit & { duplex?: string }> = []
  const { auth } = createApiClient((_, init) => {
    inits.push(init)
    return new Response('ok')
  })
  return { auth, inits }
}

/** A Request of a runtime that differs in some of its members. */
function requestWith(members: object): Request {
  const request = new Request('https://api.example.com/users')
  const get = (target: Request, name: string | symbol): unknown =>
    name in members ? Reflect.get(members, name) : Reflect.get(target, name)
  return new Proxy(request, { get })
}

describe('Of a Request, `auth.fetch` does not pass on', () => {
  test('the mode of a navigation, which no script can repeat.', async () => {
    const { auth, inits } = recording()
    await auth.fetch(requestWith({ mode: 'navigate' }))
    await auth.fetch(requestWith({ mode: 'same-origin' }))
    expect(inits.map(({ mode }) => mode)).toEqual([undefined, 'same-origin'])
  })

  test('what the runtime does not know.', async () => {
    const { auth, inits } = recording()
    await auth.fetch(requestWith({ cache: undefined, referrerPolicy: undefined }))
    expect(inits[0]).not.toHaveProperty('cache')
    expect(inits[0]).not.toHaveProperty('referrerPolicy')
  })
})

describe('A method', () => {
  test.each([
    ['delete', 'DELETE'],
    ['Options', 'OPTIONS'],
    ['patch', 'patch'],
    ['xget', 'xget'],
    ['getx', 'getx'],
  ])('written %s is sent as %s, as the platform does.', async (method, sent) => {
    const { auth, inits } = recording()
    await auth.fetch('/users', { method })
    expect(inits[0]?.method).toBe(sent)
  })
})

describe('A body', () => {
  test('is said to be a stream only when it is one.', async () => {
    const { auth, inits } = recording()
    await auth.fetch('/users', { method: 'POST', body: 'text' })
    await auth.fetch('/users')
    for (const init of inits) expect(init).not.toHaveProperty('duplex')
  })

  test('is known as a stream also where streams cannot be iterated.', () => {
    expect(isStream({ getReader: () => undefined })).toBe(true)
    for (const other of [null, undefined, 'getReader', {}, new Blob()]) expect(isStream(other)).toBe(false)
  })
})
