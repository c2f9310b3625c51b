import { createStaticAuth } from '@auth/core'
import { expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'

const secret = 'correct horse'

class WithGetter {
  get password(): string {
    return secret
  }
}

class WithJson {
  readonly #password = secret
  toJSON(): string {
    return this.#password
  }
}

class WithText {
  readonly #password = secret
  toString(): string {
    return this.#password
  }
}

class Derived extends WithGetter {}

/** Clients as they are, except for one thing that somebody has added. */
const client = (added: PropertyDescriptorMap): object => Object.defineProperties(createStaticAuth('a-token'), added)

const circular = { itself: undefined as unknown, password: secret }
circular.itself = circular

test.each<[string, unknown]>([
  ['a property of a client', client({ password: { value: secret, enumerable: true } })],
  ['a hidden property of a client', client({ password: { value: secret } })],
  ['a hidden property of a symbol', client({ [Symbol('password')]: { value: secret } })],
  ['a getter of a client', client({ password: { get: () => secret } })],
  [
    'a hidden getter of what a property holds',
    client({ settings: { value: client({ password: { get: () => secret } }) } }),
  ],
  ['the name of a property', { [secret]: 1 }],
  ['the name of a symbol', { name: Symbol(secret) }],
  ['a getter of a class', new WithGetter()],
  ['a getter of a class that another one extends', new Derived()],
  ['a value that a getter returns', client({ settings: { get: () => ({ password: secret }) } })],
  ['a property of a function', Object.assign(() => {}, { password: secret })],
  ['a property of a method', { signIn: Object.assign(() => {}, { password: secret }) }],
  ['JSON', new WithJson()],
  ['a text', new WithText()],
  ['a map', new Map([['password', secret]])],
  ['a set within a map', new Map([['passwords', new Set([{ secret }])]])],
  ['headers', { headers: new Headers({ 'x-password': secret }) }],
  ['a query', { query: new URLSearchParams({ password: secret }) }],
  ['bytes', { body: new TextEncoder().encode(`password=${secret}`) }],
  ['the cause of an error', new Error('failed', { cause: { password: secret } })],
  ['a property of an error', Object.assign(new Error('failed'), { password: secret })],
  ['something that holds itself', circular],
  ['base64', { authorization: `Basic ${btoa(secret)}` }],
  ['a URL', { url: new URL(`https://api.example/?password=${secret}`) }],
])('A secret is found in %s.', (_, value) => {
  expect(() => expectNoSecrets(value, ['another one', secret])).toThrow('a secret shows in')
})

test.each<[string, unknown]>([
  ['a client that keeps it to itself', createStaticAuth(secret)],
  ['a closure', { signIn: () => secret.length }],
  ['a getter that fails', client({ broken: { get: () => JSON.parse('') } })],
  ['nothing', undefined],
  ['a number', 17],
])('No secret is found in %s.', (_, value) => {
  expect(() => expectNoSecrets(value, [secret])).not.toThrow()
})

test('What is found is shown with what is around it.', () => {
  expect(() => expectNoSecrets({ padding: 'x'.repeat(1000), password: secret }, [secret])).toThrow(/password.*correct/)
})
