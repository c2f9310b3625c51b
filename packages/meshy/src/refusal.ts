/** What a refusal says. */
export interface Refused {
  /** Its OAuth error code (RFC 6749, section 5.2). */
  readonly error: string | undefined
  /** The server's own words. Empty where there are none. */
  readonly words: string
}

/** Reads the body of a refusal: an OAuth error, as a value or as the text that was sent, or words alone. */
export function readRefusal(body: unknown): Refused {
  const fields: object = (typeof body === 'string' ? parse(body) : body) ?? {}
  const error = 'error' in fields ? fields.error : undefined
  const description = 'error_description' in fields ? fields.error_description : undefined
  // Gateways and frameworks write the name of the status here, such as "Bad Request": that is no code.
  const isCode = typeof error === 'string' && /^[a-z][a-z\d_.-]*$/.test(error)
  const text = typeof body === 'string' && !isCode ? body : ''
  return { error: isCode ? error : undefined, words: typeof description === 'string' ? description : text }
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
