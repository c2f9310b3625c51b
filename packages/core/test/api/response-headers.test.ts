import { answering } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { Operation } from '../../src/api/operation.ts'
import { responseHeaders } from '../../src/api/response-headers.ts'
import { createTransport } from '../../src/http/create-transport.ts'

interface Result {
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}
const operation: Operation = {
  id: 'logIn',
  method: 'POST',
  path: '/login',
  readHeaders: responseHeaders({ Token: { secret: true }, 'X-Rate-Limit': {}, 'Set-Cookie': {} }),
  responses: { '200': undefined, '400': undefined },
}

async function call(status: number, body: string, headers: readonly [string, string][]): Promise<Result> {
  const fetch = async (): Promise<Response> => new Response(body, { status, headers: [...headers] })
  return createTransport({ provider: 'test', baseUrl: 'https://x.test', fetch })<Result>(operation, {})
}

describe('Documented headers of an answer', () => {
  test('are in its result, under their documented names.', async () => {
    const result = await call(200, '', [
      ['token', 'abc'],
      ['x-rate-limit', '5'],
      ['x-other', '1'],
    ])
    expect(result.headers).toEqual({ Token: 'abc', 'X-Rate-Limit': '5' })
  })

  test('keep each cookie apart.', async () => {
    const cookies = ['sid=abc; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']
    const result = await call(
      200,
      '',
      cookies.map((cookie) => ['set-cookie', cookie]),
    )
    expect(result.headers).toEqual({ 'Set-Cookie': cookies })
  })

  test('that hold secrets are not shown in texts, and neither are cookies.', async () => {
    const secret = ['token-0123456789', 'cookie-0123456789']
    const { text } = await call(400, `not ${secret.join(' and ')}`, [
      ['token', secret[0] ?? ''],
      ['set-cookie', `sid=${secret[1]}; Path=/`],
    ])
    expect(text).toBe('not [redacted] and [redacted]')
  })

  test('are not there where none are documented.', async () => {
    const { readHeaders: _, ...bare } = operation
    const fetch = answering(200, '', { token: 'abc' })
    const result = await createTransport({ provider: 'test', baseUrl: 'https://x.test', fetch })<object>(bare, {})
    expect(result).not.toHaveProperty('headers')
  })
})
