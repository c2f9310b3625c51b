import type { MarkdownRenderer } from 'vitepress'

/** Tells each cell the name of its column, for tables that are shown as cards. */
export function labelCells(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('label-cells', ({ tokens }) => {
    let names: string[] = []
    let column = 0
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'table_open') names = []
      if (token.type === 'tr_open') column = 0
      if (token.type === 'th_open') names.push(tokens[index + 1]?.content ?? '')
      if (token.type === 'td_open') token.attrSet('data-label', names[column++] ?? '')
    }
  })
}
