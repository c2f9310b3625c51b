import type { MarkdownRenderer } from 'vitepress'

/** From this many columns on, a table is too wide for a phone. */
const wide = 4

/** Tells each cell of a wide table the name of its column: where there is no room, its rows are shown as cards. */
export function labelCells(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('label-cells', ({ tokens }) => {
    for (const [start, table] of tokens.entries()) {
      if (table.type !== 'table_open') continue
      const end = tokens.findIndex(({ type }, index) => index > start && type === 'table_close')
      const inside = tokens.slice(start, end)
      const names = inside.flatMap(({ type }, index) => (type === 'th_open' ? [plain(inside[index + 1]?.content)] : []))
      // By keyboard, one scrolls what has the focus.
      table.attrSet('tabindex', '0')
      // Without a name for the rows, it is a matrix, and makes no cards.
      if (names.length < wide || names[0] === '') continue
      table.attrSet('class', 'cards')
      const cells = inside.filter(({ type }) => type === 'td_open')
      for (const [index, cell] of cells.entries()) cell.attrSet('data-label', names[index % names.length] ?? '')
    }
  })
  markdown.renderer.rules['table_open'] = (tokens, index, options, _, self) => self.renderToken(tokens, index, options)
}

const plain = (markdown = ''): string => markdown.replace(/[`*\\]/g, '')
