import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { prepare } from '../../generator/src/prepare.ts'
import { adoptSpec } from '../src/adopt/adopt-spec.ts'
import { nameProvider } from '../src/names.ts'
import { createModel } from '../src/package-model.ts'
import { adoptText, loginWith } from './support/adopt-text.ts'

const wrong = ['text', 7, null, true, [], ['text'], [null], {}, { text: 'text' }, { text: { text: 1 } }]

/** The pointers of everything in a document. */
function placesIn(value: unknown, pointer: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[...pointer, key], ...placesIn(inner, [...pointer, key])])
}

function withWrong(document: object, pointer: readonly string[], value: unknown): Record<string, unknown> {
  const copy = structuredClone(document) as Record<string, unknown> // a document is an object
  const holder = pointer.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], copy) // it has been walked before
  ;(holder as Record<string, unknown>)[pointer.at(-1) ?? ''] = value
  return copy
}

test.each(['ledger', 'shapes/envelope', 'shapes/header', 'shapes/signature'])(
  'whatever is something else than OpenAPI has there, %s is adopted or refused in words',
  async (name) => {
    const whole = parse(await readFile(new URL(`fixture/${name}.yaml`, import.meta.url), 'utf8'))
    const places = placesIn(whole)
    expect(places.length).toBeGreaterThan(50)
    for (const pointer of places) {
      for (const value of wrong) {
        try {
          const adopted = adoptSpec(withWrong(whole, pointer, value), { all: true })
          createModel(nameProvider('acme'), adopted)
          prepare(JSON.stringify(adopted.document), 'it')
        } catch (error) {
          const words = `${pointer.join('/')} = ${JSON.stringify(value)}: ${error}`
          const isCrash = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError
          expect(isCrash || /undefined|\[object|Cannot (read|use|convert)/.test(words), words).toBe(false)
        }
      }
    }
  },
)

test('what is misshapen elsewhere is left out and told, and in the sign-in it is refused by its place', () => {
  const other = '/things: { get: { operationId: things, responses: { "200": text } } }'
  const both = `${loginWith('{ properties: { access_token: { type: string } } }').slice(0, -1)}, ${other} }`
  expect(adoptText(both).changes).toContain('left out `responses/200`, which is not what OpenAPI has there')
  const member = '{ properties: { type: object, access_token: { type: string } } }'
  expect(() => adoptText(loginWith(member))).toThrow(
    '`properties/type` is not what OpenAPI has there, and `login` has it: mend it',
  )
})
