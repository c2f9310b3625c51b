/** A text in a reply; clients can be set to bring bytes. */
export function textIn(reply: unknown, index: number): string | undefined {
  const value = Array.isArray(reply) ? reply[index] : undefined
  return value === undefined || value === null || value === false ? undefined : String(value)
}

/** A number in a reply; clients can be set to bring texts or bigints. */
export function numberIn(reply: unknown, index: number): number {
  return Number(textIn(reply, index) ?? Number.NaN)
}
