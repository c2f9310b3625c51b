import { describe, expect, test } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { isCertificateError, networkCode } from '../../src/http/network-error.ts'
import { createRealTimeAuth, credentials, issue } from '../support/api-auth.ts'
import { serve } from '../support/loopback.ts'
import { createSelfSigned } from '../support/self-signed.ts'
import { createSignIn } from './sign-in.ts'

const serveSelfSigned = (): ReturnType<typeof serve> => serve((_, response) => response.end('{}'), createSelfSigned())

describe('A certificate that is not accepted', () => {
  test('is a network failure that no second try would mend: it is sent once, and is not retryable.', async () => {
    await using server = await serveSelfSigned()
    const error = await createSignIn(undefined, { baseUrl: `${server.url}/private` })({ retry: 'repeatable' }).catch(
      (reason: AuthError) => reason,
    )
    expect(error).toMatchObject({
      code: 'network',
      retryable: false,
      attempts: 1,
      message:
        `@auth/test: no connection to the token endpoint at ${new URL(server.url).host}, ` +
        'since a certificate was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    })
  })

  test('is not tried again for a request to the API either.', async () => {
    await using server = await serveSelfSigned()
    let sends = 0
    const auth = createRealTimeAuth({
      credentials,
      apiBaseUrl: server.url,
      retry: { requests: true },
      random: () => 0,
      fetch(input, init) {
        if (String(input).endsWith('/token')) return Promise.resolve(issue('the-token'))
        sends += 1
        return fetch(input, init)
      },
    })
    const error = await auth.fetch('/users').catch((reason: unknown) => reason)
    expect(networkCode(error)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(sends).toBe(1)
  })

  test.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REQUIRED',
  ])('is known by the code %s.', (code) => {
    expect(isCertificateError(code)).toBe(true)
  })

  test.each(['ECONNREFUSED', 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO', undefined])(
    'is not what the code %s stands for.',
    (code) => {
      expect(isCertificateError(code)).toBe(false)
    },
  )
})
