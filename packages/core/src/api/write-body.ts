import { leaveOutReadOnly } from './leave-out.ts'
import { encodeForm } from './scalars.ts'
import type { Schema } from './shape.ts'
import type { ParameterWriter } from './styles.ts'

/** JSON without what the document calls read-only. */
export function writeJson(schema: Schema<unknown>): (value: unknown) => string {
  return (value) => JSON.stringify(leaveOutReadOnly(schema.shape, value))
}

/** A form without what the document calls read-only, and with fields that are more than texts and lists of them. */
export function writeForm(
  schema: Schema<unknown>,
  fields: { readonly [name: string]: ParameterWriter },
): (value: unknown) => string {
  return (values) =>
    Object.entries(leaveOutReadOnly(schema.shape, values) as object) // the body of a form is an object
      .map(([name, value]) => {
        const write = value != null && Object.hasOwn(fields, name) ? fields[name] : undefined
        return write ? write(name, value, new Headers()) : encodeForm({ [name]: value })
      })
      .filter(Boolean)
      .join('&')
}
