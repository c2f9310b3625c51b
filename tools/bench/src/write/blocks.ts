/**
 * Puts text between the marks of a name: `<!-- bench:token -->` and `<!-- /bench:token -->`.
 *
 * @throws an Error when the page has no such marks
 */
export function replaceBlock(page: string, name: string, text: string): string {
  const [open, close] = marksOf(name)
  const start = page.indexOf(open)
  const end = page.indexOf(close)
  if (start === -1 || end < start) throw new Error(`The page has no place for it: ${open} … ${close}`)
  return `${page.slice(0, start + open.length)}\n\n${text.trim()}\n\n${page.slice(end)}`
}

export function hasBlock(page: string, name: string): boolean {
  return page.includes(marksOf(name)[0])
}

function marksOf(name: string): readonly [string, string] {
  return [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
}
