import { renderMermaidSVG } from 'beautiful-mermaid'
import type { MarkdownRenderer } from 'vitepress'

// The colours of the theme, which change with its switch.
const colours = {
  bg: 'var(--diagram-background)',
  fg: 'var(--diagram-text)',
  line: 'var(--diagram-line)',
  accent: 'var(--diagram-accent)',
  muted: 'var(--diagram-text)',
  surface: 'var(--diagram-surface)',
  border: 'var(--diagram-accent)',
}

/**
 * Draws a diagram that is written in Mermaid. Nothing is loaded to show it: its style sheet, which would ask for letters
 * elsewhere, is left out, and that of the site stands for it. `name` keeps what is in it apart from other drawings.
 */
export function drawDiagram(source: string, name: string): string {
  return renderMermaidSVG(source, { ...colours, transparent: true })
    .replace(/<style>[\s\S]*?<\/style>\n?/, '')
    .replace(/\bid="/g, `id="${name}-`)
    .replace(/url\(#/g, `url(#${name}-`)
}

/** Blocks of Mermaid become drawings; a host of repositories draws them itself. */
export function useDiagrams(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules
  markdown.renderer.rules.fence = (tokens, index, options, environment, self) => {
    const token = tokens[index]
    if (token?.info.trim() !== 'mermaid') return fence?.(tokens, index, options, environment, self) ?? ''
    const name = headingBefore(tokens.slice(0, index).map(({ type, content }) => ({ type, content })))
    const drawn = drawDiagram(token.content, `diagram-${index}`)
    return `<figure class="diagram" tabindex="0" role="group" aria-label="${name}" v-pre>${drawn}</figure>\n`
  }
}

interface Read {
  readonly type: string
  readonly content: string
}

function headingBefore(tokens: readonly Read[]): string {
  const opened = tokens.findLastIndex(({ type }) => type === 'heading_open')
  return `Diagram: ${(tokens[opened + 1]?.content ?? '').replace(/["<>&`]/g, '')}`
}
