/** Which codes have a page, and where: the page of a code is `below` it, and ends in `.md`. */
export interface ErrorPages {
  readonly below: string
  readonly codes: readonly string[]
}

/** A message with the link to the page of its code at the end. One that is made of another message has it once. */
export function withPage(message: string, code: string, { below, codes }: ErrorPages): string {
  if (!codes.includes(code)) return message
  const link = `. See ${below}${code}.md`
  return message.replace(link, '').replace(/\.$/, '') + link
}
