/**
 * Text for a block comment: wrapped, unable to end it, and without the sentence that names its source. Who edits a spec
 * needs that one, who hovers over a member does not.
 */
export function commentText(text: string): string {
  const lines: string[] = []
  for (const paragraph of withoutSource(text.trim()).replaceAll('*/', '*\u200b/').split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/)) {
      if (line && line.length + word.length > 100) {
        lines.push(line)
        line = word
      } else line = line ? `${line} ${word}` : word
    }
    lines.push(line)
  }
  return lines.join('\n * ')
}

/** Leaves out a last sentence `Source: …`. A text of nothing else, or that goes on after it, is left as it is. */
function withoutSource(text: string): string {
  return text.replace(/\s+Source: (?:(?!\.\s).)*$/s, '')
}

/** Writes comments of one line on one line: the templates cannot tell how long a text is. */
export function foldComments(code: string): string {
  return code.replaceAll(/\/\*\*\n *\* (.*)\n *\*\//g, '/** $1 */')
}
