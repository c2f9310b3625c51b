import type { SpecNode } from '../../../generator/src/check-names.ts'

/** A value that the schema allows. `undefined`: it takes somebody who knows the provider. */
export function exampleOf(schema: SpecNode): unknown {
  if (schema['enum']?.length > 0) return schema['enum'][0]
  if (schema['pattern'] !== undefined) return /^\^?([\w ]+)\$?$/.exec(schema['pattern'])?.[1]
  if (schema['type'] === 'boolean') return true
  if (schema['type'] === 'integer' || schema['type'] === 'number') {
    return schema['minimum'] ?? Math.min(1, schema['maximum'] ?? 1)
  }
  const formats: Record<string, string> = {
    // A day after virtual time begins: an expiry is ahead in the tests that are made with it.
    'date-time': '2030-01-02T00:00:00Z',
    date: '2030-01-02',
    uuid: '00000000-0000-4000-8000-000000000000',
    email: 'ada@mail.test',
    uri: 'https://host.test/',
  }
  const text = formats[schema['format'] ?? ''] ?? 'example'
  return formats[schema['format'] ?? ''] === undefined
    ? text.padEnd(schema['minLength'] ?? 0, 'e').slice(0, schema['maxLength'])
    : text
}

/** Whether a scalar may have this value. */
export function fitsScalar(schema: SpecNode, value: unknown): boolean {
  if (value === null) return schema['nullable'] === true
  if (schema['enum']) return schema['enum'].includes(value)
  if (schema['type'] === 'boolean') return typeof value === 'boolean'
  if (schema['type'] === 'string') return typeof value === 'string' && fitsText(schema, value)
  if (typeof value !== 'number' || (schema['type'] === 'integer' && !Number.isInteger(value))) return false
  return value >= (schema['minimum'] ?? -Infinity) && value <= (schema['maximum'] ?? Infinity)
}

const shapes: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  uri: /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`[\]]+$/i,
}

function fitsText({ format, minLength = 0, maxLength = Infinity, pattern }: SpecNode, text: string): boolean {
  if (text.length < minLength || text.length > maxLength) return false
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false
  return shapes[format]?.test(text) ?? true
}
