import { memberOf, variantOf } from './read.ts'
import type { Shape } from './shape.ts'

/** A value without the members that its shape calls read-only: only the server writes those. */
export function leaveOutReadOnly(shape: Shape, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (shape.type === 'ref') return leaveOutReadOnly(shape.to().shape, value)
  if (shape.type === 'array' && Array.isArray(value)) return value.map((item) => leaveOutReadOnly(shape.items, item))
  if (shape.type === 'union') {
    const variant = variantOf(shape, value as Record<string, unknown>) // an object, as seen above
    return variant ? leaveOutReadOnly(variant, value) : value
  }
  if (shape.type !== 'object' && shape.type !== 'map') return value
  const readOnly = shape.type === 'object' ? (shape.readOnly ?? []) : []
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !readOnly.includes(name))
      .map(([name, item]) => {
        const known = memberOf(shape, name)
        return [name, known ? leaveOutReadOnly(known, item) : item]
      }),
  )
}
