import { describe, expect, test } from 'vitest'
import { checkOptions } from '../../src/adapter.ts'
import { createRealTimeAuth, credentials } from '../support/api-auth.ts'

const create = (options: unknown) => (): unknown => createRealTimeAuth(options as object) // whatever a caller without types may pass
const store = { read: async () => undefined, update: async () => undefined }

describe('A TypeError that names the package, the option and what to pass', () => {
  test.each<[string, unknown, string]>([
    ['credentials', 'hunter2', 'an object or a function that returns one'],
    ['credentials', null, 'an object or a function that returns one'],
    ['store', {}, 'a TokenStore, with `read`, `update`'],
    ['store', { read: 1, update: 1 }, 'a TokenStore, with `read`, `update`'],
    ['identity', '', 'a non-empty string'],
    ['identity', 5, 'a non-empty string'],
    ['authBaseUrl', 'auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', '/auth', 'an absolute URL such as'],
    ['authBaseUrl', 'ftp://auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'https://auth.example.com/?key=hunter2', 'an absolute URL such as'],
    ['authBaseUrl', 'https://auth.example.com/#x', 'an absolute URL such as'],
    ['authBaseUrl', 'https://someone:hunter2@auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'https://someone@auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'xhttps://auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'https:auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'see https://auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'https://auth.example.com:port', 'an absolute URL such as'],
    ['authBaseUrl', 'https://auth.example.com\n', 'an absolute URL such as'],
    ['authBaseUrl', ' https://auth.example.com', 'an absolute URL such as'],
    ['authBaseUrl', 'https://auth.example.com/a\tb', 'an absolute URL such as'],
    ['origins', ['https://other.example.com\n'], 'an array of origins such as'],
    ['apiBaseUrl', new URL('https://api.example.com'), 'an absolute URL such as'],
    ['apiBaseUrl', 'https://', 'an absolute URL such as'],
    ['origins', 'https://other.example.com', 'an array of origins such as'],
    ['origins', ['other.example.com'], 'an array of origins such as'],
    ['headers', 'x-api-key: hunter2', 'a plain object of header names and values'],
    ['headers', null, 'a plain object of header names and values'],
    ['headers', 5, 'a plain object of header names and values'],
    ['headers', { 'x-api-key': undefined }, 'a plain object of header names and values'],
    ['headers', { 'bad name': 'hunter2' }, 'a plain object of header names and values'],
    ['headers', { 'x-api-key': 'hunter2\nx' }, 'a plain object of header names and values'],
    ['headers', new Headers({ a: 'b' }), 'a plain object of header names and values'],
    ['headers', [['a', 'b']], 'a plain object of header names and values'],
    ['fetch', {}, 'a function'],
    ['store', null, 'a TokenStore, with `read`, `update`'],
    ['clock', null, 'a Clock, with `now`, `monotonic`, `schedule`'],
    ['clock', { now() {}, monotonic() {} }, 'a Clock, with `now`, `monotonic`, `schedule`'],
    ['clock', { now() {}, schedule() {} }, 'a Clock, with `now`, `monotonic`, `schedule`'],
    ['clock', { monotonic() {}, schedule() {} }, 'a Clock, with `now`, `monotonic`, `schedule`'],
    ['clock', {}, 'a Clock, with `now`, `monotonic`, `schedule`'],
    ['random', 0.5, 'a function'],
    ['waitUntil', true, 'a function'],
    ['timing', 5000, 'an object'],
    ['retry', false, 'an object'],
    ['onStoreFailure', 'throw', "one of 'keep', 'fail'"],
    ['onStoreFailure', ['keep'], "one of 'keep', 'fail'"],
    ['onEvent', [], 'a function'],
    ['logger', 'debug', 'a logger, with `debug`, `info`, `warn`, `error`'],
    ['logger', null, 'a logger, with `debug`, `info`, `warn`, `error`'],
    ['logger', { debug() {}, info() {}, warn() {} }, 'a logger, with `debug`, `info`, `warn`, `error`'],
  ])('refuses the option `%s` with %j when the client is made.', (name, value, expected) => {
    const attempt = create({ credentials, [name]: value })
    expect(attempt).toThrow(TypeError)
    expect(attempt).toThrow(`@auth/test: \`${name}\` must be ${expected}`)
    expect(attempt).not.toThrow('hunter2')
  })

  test.each<[string, object, string]>([
    ['timing', { attemptTimeoutMs: 0 }, '`attemptTimeoutMs` must be a positive number of milliseconds'],
    ['timing', { totalTimeoutMs: '30s' }, '`totalTimeoutMs` must be a positive number of milliseconds'],
    ['timing', { totalTimeoutMs: Number.NaN }, '`totalTimeoutMs` must be a positive number of milliseconds'],
    ['timing', { timeout: 1 }, 'there is no option `timeout`. Known options: attemptTimeoutMs, totalTimeoutMs'],
    ['retry', { maxAttempts: 0 }, '`maxAttempts` must be a whole number from 1 to 10'],
    ['retry', { maxAttempts: 11 }, '`maxAttempts` must be a whole number from 1 to 10'],
    ['retry', { maxAttempts: 1.5 }, '`maxAttempts` must be a whole number from 1 to 10'],
    ['retry', { maxRetryAfterMs: -1 }, '`maxRetryAfterMs` must be a positive number of milliseconds'],
    ['retry', { requests: 'yes' }, '`requests` must be true or false'],
    ['retry', { limit: 1 }, 'there is no option `limit`. Known options: maxAttempts, maxRetryAfterMs, requests'],
  ])('refuses the option `%s` with %j when the client is made.', (name, value, message) => {
    const attempt = create({ credentials, [name]: value })
    expect(attempt).toThrow(TypeError)
    expect(attempt).toThrow(`@auth/test: \`${name}\`: ${message}`)
  })

  test.each([
    [undefined, 'pass an object with options'],
    [null, 'pass an object with options'],
    ['text', 'pass an object with options'],
    [{ credential: credentials }, 'there is no option `credential`. Known options: credentials, store,'],
    [JSON.parse('{"__proto__":1}'), 'there is no option `__proto__`'],
    [{ credentials: { password: 'x' } }, '`username` must be a string'],
  ])('refuses %j in place of the options when the client is made.', (options, message) => {
    expect(create(options)).toThrow(TypeError)
    expect(create(options)).toThrow(message)
    expect(create(options)).toThrow(/^@auth\/test/)
  })

  test.each([undefined, () => credentials])('asks for `identity` beside a store that people share.', (given) => {
    expect(create({ credentials: given, store })).toThrow(TypeError)
    expect(create({ credentials: given, store })).toThrow('@auth/test: `identity` must be given with a `store`')
    expect(create({ credentials: given, store, identity: 'user-1' })).not.toThrow()
    expect(create({ credentials, store })).not.toThrow()
  })
})

describe('Right options', () => {
  test.each([
    {},
    { credentials: async () => credentials },
    { credentials: undefined, store: undefined, timing: undefined, retry: undefined, onEvent: undefined },
    { authBaseUrl: 'https://auth.example.com/path/', apiBaseUrl: 'HTTPS://API.example.com' },
    { authBaseUrl: 'https://auth.example.com:8443/@me/a:b', apiBaseUrl: 'https://[::1]:8443' },
    { origins: [], headers: {}, timing: {}, retry: {} },
    {
      timing: { attemptTimeoutMs: 1, totalTimeoutMs: 1 },
      retry: { maxAttempts: 10, maxRetryAfterMs: 1, requests: true },
    },
    { retry: { maxAttempts: 1 } },
    { logger: console },
    { logger: undefined },
    { onStoreFailure: 'fail', waitUntil: () => {}, random: Math.random },
  ])('make a client: %j.', (options) => {
    expect(create(options)).not.toThrow()
  })
})

describe('Each kind of option of an adapter', () => {
  const rules = { name: 'text', 'flag?': 'boolean', 'mode?': ['a', 'b'], 'list?': 'list', 'each?': 'object' } as const
  const check = (options: object) => (): void => checkOptions('@auth/x', options, rules)

  test.each([
    [{}, '@auth/x: `name` must be a non-empty string'],
    [{ name: undefined }, '@auth/x: `name` must be a non-empty string'],
    [{ name: 'n', flag: 1 }, '@auth/x: `flag` must be true or false'],
    [{ name: 'n', mode: 'c' }, "@auth/x: `mode` must be one of 'a', 'b'"],
    [{ name: 'n', list: 'a' }, '@auth/x: `list` must be an array of strings'],
    [{ name: 'n', list: [1] }, '@auth/x: `list` must be an array of strings'],
    [{ name: 'n', each: null }, '@auth/x: `each` must be an object'],
  ])('is refused as in %j.', (options, message) => {
    expect(check(options)).toThrow(new TypeError(message))
  })

  test.each(['', 'a\n', '\ra', 'a\tb', 'a\0', 'a\x7f', 'a\u0085', undefined, 5])(
    'is refused as the line %j.',
    (line) => {
      const checkLine = (): void => checkOptions('@auth/x', { line }, { line: 'line' })
      expect(checkLine).toThrow(/^@auth\/x: `line` must be a non-empty string without line breaks.*: trim them$/)
    },
  )

  test.each(['a', ' a b ', 'ä+b/=😀'])('is accepted as the line %j.', (line) => {
    expect(() => checkOptions('@auth/x', { line }, { line: 'line' })).not.toThrow()
  })

  test('is accepted with a right value.', () => {
    expect(check({ name: 'n', flag: false, mode: 'b', list: [], each: {} })).not.toThrow()
    expect(check({ name: 'n', flag: true, mode: 'a', list: ['a', 'b'], each: { a: 1 } })).not.toThrow()
  })
})
