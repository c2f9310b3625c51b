/**
 * The texts of a value that is sent without JSON: those of a list, or the one text of anything else. What is null or
 * undefined is left out.
 */
export function listOf(name: string, value: unknown): string[] {
  return [value].flat().flatMap((item) => (item == null ? [] : [textOf(name, item)]))
}

/** An object would be sent as `[object Object]`. */
export function textOf(name: string, value: unknown): string {
  if (typeof value === 'object')
    throw new TypeError(`\`${name}\` cannot be sent: it must be a text, a number, a boolean, or a list of those`)
  return String(value)
}

/** `encodeURIComponent` throws at half a character. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** Every scalar that a value holds, as text. */
export function scalarsIn(value: unknown): string[] {
  if (value == null) return []
  return typeof value === 'object' ? Object.values(value).flatMap(scalarsIn) : [String(value)]
}
