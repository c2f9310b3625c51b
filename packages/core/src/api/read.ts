import type { Issue, Shape } from './shape.ts'

type Path = ReadonlyArray<PropertyKey>

// Deeper values would overflow the stack, here where a schema refers to itself, and where a session is stored.
const maxDepth = 100

/**
 * Reads a JSON value by its shape and reports what does not fit. Unknown members are kept. The result is the value
 * itself, save where a `lenient` shape turns one JSON type into another, and without data that is nested too deeply.
 */
export function readShape(shape: Shape, value: unknown, path: Path, issues: Issue[]): unknown {
  if (value === null && shape.nullable) return null
  const reject = (expected: string): unknown => {
    issues.push({ message: `expected ${expected}`, path })
    return value
  }
  if (path.length > maxDepth) return reject(`at most ${maxDepth} levels`)
  switch (shape.type) {
    case 'any':
      if (shape.enum && !shape.enum.includes(value)) return reject(`one of ${shape.enum.join(', ')}`)
      return shallow(value, path)
    case 'ref':
      return readShape(shape.to().shape, value, path, issues)
    case 'boolean':
      return typeof value === 'boolean' ? value : reject('true or false')
    case 'string': {
      const text = shape.lenient && typeof value === 'number' ? String(value) : value
      if (typeof text !== 'string') return reject('a string')
      if (shape.enum && !shape.enum.includes(text)) return reject(`one of ${shape.enum.join(', ')}`)
      if (text.length < (shape.minLength ?? 0)) return reject(`at least ${shape.minLength} characters`)
      if (text.length > (shape.maxLength ?? Infinity)) return reject(`at most ${shape.maxLength} characters`)
      if (shape.pattern !== undefined && !new RegExp(shape.pattern, 'u').test(text))
        return reject(`a match of ${shape.pattern}`)
      return text
    }
    case 'number':
    case 'integer': {
      const number = shape.lenient && isNumeric(value) ? Number(value) : value
      if (typeof number !== 'number') return reject('a number')
      // One that is not safe was rounded when the JSON was parsed, or may have been.
      if (shape.type === 'integer' && !Number.isSafeInteger(number)) return reject('an integer below 2^53')
      if (shape.enum && !shape.enum.includes(number)) return reject(`one of ${shape.enum.join(', ')}`)
      if (number < (shape.minimum ?? -Infinity)) return reject(`at least ${shape.minimum}`)
      if (number > (shape.maximum ?? Infinity)) return reject(`at most ${shape.maximum}`)
      return number
    }
    case 'array': {
      const list = shape.lenient ? [value].flat() : value
      if (!Array.isArray(list)) return reject('an array')
      return list.map((item, index) => readShape(shape.items, item, [...path, index], issues))
    }
    case 'map': {
      if (!isObject(value)) return reject('an object')
      return mapEntries(value, (item, name) => readShape(shape.values, item, [...path, name], issues))
    }
    case 'object': {
      if (!isObject(value)) return reject('an object')
      for (const name of shape.required ?? []) {
        if (!Object.hasOwn(value, name)) issues.push({ message: 'is required', path: [...path, name] })
      }
      return mapEntries(value, (item, name) => {
        const known = memberOf(shape, name)
        // Servers write null for "none": at an optional member it means the same as leaving it out.
        if (item === null && known && !known.nullable && known.type !== 'any' && !shape.required?.includes(name))
          return undefined
        return known ? readShape(known, item, [...path, name], issues) : shallow(item, [...path, name])
      })
    }
    case 'union': {
      if (!isObject(value)) return reject('an object')
      const variant = variantOf(shape, value)
      if (variant) return readShape(variant, value, path, issues)
      issues.push({ message: `expected one of ${Object.keys(shape.variants).join(', ')}`, path: [...path, shape.on] })
      return value
    }
  }
}

/** Data of any shape, left out where it is nested too deeply: that is no reason to refuse the rest of an answer. */
function shallow(value: unknown, path: Path): unknown {
  return fits(value, maxDepth - path.length) ? value : undefined
}

function fits(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((item) => fits(item, levels - 1))
}

/** Every text that a value holds at a place that its shape calls secret. */
export function collectSecrets(shape: Shape, value: unknown, secrets: Set<string>): void {
  if (value === undefined) return
  if (shape.secret) {
    if (typeof value !== 'object') secrets.add(String(value))
    // What is secret as a whole is so in every part.
    else for (const part of Object.values(value ?? {})) collectSecrets(shape, part, secrets)
  } else if (shape.type === 'ref') {
    collectSecrets(shape.to().shape, value, secrets)
  } else if (shape.type === 'array') {
    for (const item of [value].flat()) collectSecrets(shape.items, item, secrets)
  } else if (isObject(value)) {
    const variant = shape.type === 'union' ? variantOf(shape, value) : undefined
    if (variant) collectSecrets(variant, value, secrets)
    for (const [name, item] of Object.entries(value)) {
      const member = memberOf(shape, name)
      if (member) collectSecrets(member, item, secrets)
    }
  }
}

export function variantOf(shape: Shape & { type: 'union' }, value: Record<string, unknown>): Shape | undefined {
  const name = value[shape.on]
  return typeof name === 'string' ? own(shape.variants, name)?.().shape : undefined
}

/** What is known of a member. */
export function memberOf(shape: Shape, name: string): Shape | undefined {
  return shape.type === 'map' ? shape.values : shape.type === 'object' ? own(shape.properties, name) : undefined
}

/** The member of that name, and not one that every object inherits. */
function own<Value>(members: { readonly [name: string]: Value }, name: string): Value | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value itself, where no member changes. */
function mapEntries(value: Record<string, unknown>, change: (item: unknown, name: string) => unknown): object {
  const entries = Object.entries(value).map(([name, item]) => [name, change(item, name)] as const)
  if (entries.every(([name, item]) => item === value[name])) return value
  // `fromEntries` defines its members, so that one named `__proto__` stays plain data.
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}
