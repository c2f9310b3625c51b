import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSignIn } from './sign-in.ts'

afterEach(() => vi.unstubAllGlobals())

const answer = { access_token: 't' }

describe('A token request', () => {
  test('is kept out of caches, cookies and referrers, and is not redirected.', async () => {
    const inits: unknown[] = []
    await createSignIn(async (_, init) => {
      inits.push(init)
      return Response.json(answer)
    })()
    expect(inits).toHaveLength(1)
    expect(inits[0]).toMatchObject({
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
  })

  test('sets no field of the init that the runtime does not know.', async () => {
    const RealRequest = globalThis.Request
    const inits: unknown[] = []
    function Limited(input: string, init: RequestInit = {}): Request {
      return new RealRequest(input, init)
    }
    // The properties of a Request on a runtime for workers.
    Limited.prototype = { url: '', method: '', headers: '', body: '', redirect: '', signal: '' }
    vi.stubGlobal('Request', Limited)
    await createSignIn(async (_, init) => {
      inits.push(init)
      return Response.json(answer)
    })()
    expect(inits).toHaveLength(1)
    for (const init of inits) {
      expect(init).toMatchObject({ redirect: 'manual' })
      for (const name of ['cache', 'credentials', 'referrerPolicy']) expect(init).not.toHaveProperty(name)
    }
  })

  test('carries a Blob on Deno, which sends any text again when its connection is cut.', async () => {
    vi.stubGlobal('Deno', {})
    const bodies: unknown[] = []
    await createSignIn(async (_, init) => {
      bodies.push(init?.body)
      return Response.json(answer)
    })()
    expect(bodies).toEqual([expect.any(Blob)])
    expect(await new Response(bodies[0] as Blob).text()).toContain('password=correct')
  })

  test('calls fetch as a plain function, as browsers demand.', async () => {
    const receivers: unknown[] = []
    const fetch = async function (this: unknown): Promise<Response> {
      receivers.push(this)
      return Response.json(answer)
    }
    await createSignIn(fetch)()
    expect(receivers).toEqual([undefined])
  })
})
