const open = '<!-- peers -->'
const close = '<!-- /peers -->'

/** What `pnpm browsers:peers --write` has written on the page, with its marks. Empty on a page without it. */
export function peersBlock(page: string): string {
  const start = page.indexOf(open)
  const end = page.indexOf(close)
  return start === -1 || end < start ? '' : page.slice(start, end + close.length)
}

/** The page with another section about libraries, at its end. */
export function withPeersBlock(page: string, text: string): string {
  const block = `${open}\n\n${text.trim()}\n\n${close}`
  const old = peersBlock(page)
  return old ? page.replace(old, () => block) : `${page.trimEnd()}\n\n${block}\n`
}
