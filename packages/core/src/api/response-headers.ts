/** Picks documented headers out of an answer. `secrets` gets the values of those that hold one. */
export type HeaderReader = (headers: Headers, secrets: Set<string>) => object

/**
 * Reads the headers that an operation's answers are documented to have. `Set-Cookie` is a list; where a runtime hides
 * it, as browsers do, it is left out.
 */
export function responseHeaders(documented: { readonly [name: string]: { readonly secret?: true } }): HeaderReader {
  return (headers, secrets) => {
    const found: Record<string, unknown> = {}
    for (const [name, { secret }] of Object.entries(documented)) {
      const isCookie = name.toLowerCase() === 'set-cookie'
      const texts = isCookie ? headers.getSetCookie() : [headers.get(name)].filter((text) => text !== null)
      if (texts.length === 0) continue
      // A cookie is a secret by its value, and not by its name and attributes.
      if (isCookie) for (const text of texts) secrets.add(text.replace(/;.*/s, '').replace(/^[^=]*=/, ''))
      else if (secret) for (const text of texts) secrets.add(text)
      found[name] = isCookie ? texts : texts[0]
    }
    return found
  }
}
