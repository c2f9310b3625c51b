import type { SpecNode } from '../../../../generator/src/check-names.ts'
import { exampleOf, fitsScalar } from '../examples.ts'
import { readPattern } from './pattern.ts'

type Note = (change: string) => void

const textFormats = ['date', 'date-time', 'uuid', 'email', 'uri', 'password']
const numberFormats = ['int32', 'int64', 'float', 'double']
const marks = ['x-secret', 'x-lenient', 'x-extensible-enum']

/** A text, number or truth value, with what generated code checks. `undefined`: it is none of them. */
export function readScalar(schema: SpecNode, name: string, note: Note): SpecNode | undefined {
  const type = typeOf(schema)
  if (type === undefined) return undefined
  const scalar: SpecNode = { type }
  for (const key of ['description', 'nullable', ...marks]) if (schema[key] !== undefined) scalar[key] = schema[key]
  const formats = type === 'string' ? textFormats : numberFormats
  if (formats.includes(schema['format'])) scalar['format'] = schema['format']
  else if (schema['format'] !== undefined)
    note(`left out the format \`${schema['format']}\`, which generated code does not check`)
  if (Array.isArray(schema['enum'])) copyEnum(schema['enum'], scalar, name, note)
  if (type === 'string') copyTextLimits(schema, scalar, name, note)
  if (type === 'integer' || type === 'number') {
    for (const key of ['minimum', 'maximum']) if (typeof schema[key] === 'number') scalar[key] = schema[key]
  }
  const given: unknown = schema['example'] ?? (schema['default'] === '' ? undefined : schema['default'])
  if (given !== undefined && fitsScalar(scalar, given)) scalar['example'] = given
  else if (scalar['pattern'] !== undefined && exampleOf(scalar) === undefined) {
    delete scalar['pattern']
    note(`left out the pattern of \`${name}\`: no example of it is known`)
  }
  return scalar
}

/** The type of a scalar, by what else is said where none is. */
export function typeOf({ type, enum: values, pattern, minLength, maxLength }: SpecNode): string | undefined {
  if (['string', 'integer', 'number', 'boolean'].includes(type)) return type
  if (type !== undefined) return undefined
  const kinds = new Set((values ?? []).filter((value: unknown) => value !== null).map((value: unknown) => typeof value))
  const [only] = kinds
  if (kinds.size === 1 && (only === 'string' || only === 'number' || only === 'boolean')) return only
  return (pattern ?? minLength ?? maxLength) !== undefined && kinds.size === 0 ? 'string' : undefined
}

function copyEnum(given: readonly unknown[], scalar: SpecNode, name: string, note: Note): void {
  if (given.includes(null)) scalar['nullable'] = true
  const values = [...new Set(given.filter((value) => value !== null))]
  const wanted = scalar['type'] === 'integer' ? 'number' : scalar['type']
  if (wanted === 'boolean') {
    note(`left out the list of values of \`${name}\`, which is true or false`)
    return
  }
  if (values.length > 0 && values.every((value) => typeof value === wanted)) scalar['enum'] = values
  else if (wanted === 'string' && values.length > 0) {
    // YAML reads `on` and `1` as something else than the text that was meant.
    scalar['enum'] = [...new Set(values.map(String))]
    note(`took the values of \`${name}\` for texts, as its type says`)
  } else note(`left out the values of \`${name}\`, which are not of its type`)
}

function copyTextLimits(schema: SpecNode, scalar: SpecNode, name: string, note: Note): void {
  for (const key of ['minLength', 'maxLength']) if (typeof schema[key] === 'number') scalar[key] = schema[key]
  if (typeof schema['pattern'] !== 'string') return
  const pattern = readPattern(schema['pattern'])
  if (pattern === undefined) note(`left out the pattern of \`${name}\`, which is no regular expression of JavaScript`)
  else scalar['pattern'] = pattern
  if (pattern !== undefined && pattern !== schema['pattern']) {
    note(`wrote the pattern of \`${name}\` as it is read with the flag \`u\``)
  }
}
