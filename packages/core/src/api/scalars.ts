/**
 * The texts of a value that is sent without JSON: those of a list, or the one text of anything else. What is null or
 * undefined is left out.
 */
export function listOf(name: string, value: unknown): string[] {
  const items = (Array.isArray(value) ? value.flat() : [value]).filter((item) => item != null)
  // One would be sent as `[object Object]`.
  if (items.some((item) => typeof item === 'object'))
    throw new TypeError(`\`${name}\` must be a text, a number or a boolean`)
  return items.map(String)
}

/** Names and texts as forms and queries have them. A list is sent item by item, under one name. */
export function encodeForm(values: unknown): string {
  const form = new URLSearchParams()
  // Forms and queries are objects.
  for (const [name, value] of Object.entries(values as object)) {
    for (const text of listOf(name, value)) form.append(name, text)
  }
  return form.toString()
}

/** `encodeURIComponent` throws at half a character. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
