import { describe, expect, test } from 'vitest'
import { createApiClient } from '../support/api-auth.ts'

const opaque = (): Response => {
  const response = Response.error()
  Object.defineProperty(response, 'type', { value: 'opaqueredirect' })
  return response
}

describe('A redirect whose target the platform hides', () => {
  test('is not followed, since the token might go anywhere.', async () => {
    const { auth, sent } = createApiClient(opaque)
    await expect(auth.fetch('/users')).rejects.toMatchObject({
      name: 'AuthError',
      code: 'unexpected_redirect',
      retryable: false,
      message: '@auth/test: the API redirected, and this platform does not show where to: call the final URL',
    })
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual'])
  })

  test('is returned to a caller who follows redirects by hand.', async () => {
    const { auth } = createApiClient(opaque)
    expect((await auth.fetch('/users', { redirect: 'manual' })).type).toBe('opaqueredirect')
  })
})

describe('A redirect to what is not HTTP,', () => {
  test.each(['file:///etc/hosts', 'data:text/plain,hello', 'blob:null/1'])('such as %s, fails.', async (location) => {
    const { auth, sent } = createApiClient(() => new Response('moved', { status: 302, headers: { location } }))
    await expect(auth.fetch('/users')).rejects.toThrow(
      new TypeError('fetch failed: the redirect is not to an HTTP URL'),
    )
    expect(sent).toHaveLength(1)
  })
})

describe('A redirect without a usable target', () => {
  test.each([undefined, 'http://'])('of %j is returned as it is.', async (location) => {
    const { auth, sent } = createApiClient(
      () => new Response('moved', { status: 302, ...(location !== undefined && { headers: { location } }) }),
    )
    const response = await auth.fetch('/users')
    expect([response.status, await response.text()]).toEqual([302, 'moved'])
    expect(sent).toHaveLength(1)
  })

  test('is none where the status is no redirect, whatever Location says.', async () => {
    const { auth, sent } = createApiClient(() => Response.json({}, { status: 201, headers: { location: '/users/1' } }))
    expect((await auth.fetch('/users', { method: 'POST', body: '{}' })).status).toBe(201)
    expect(sent).toHaveLength(1)
  })
})
