const forTheLinter = /^ *\/\/ biome-ignore .*\n/gm
const marker = /^( *)\/\/ #region\n([\s\S]*?)^ *\/\/ #endregion$/gm

/** The parts of a module between `// #region` and `// #endregion`, as they are shown: side by side, not indented. */
export function shownPart(source: string): string {
  const regions = [...source.matchAll(marker)].map(([, indent = '', text = '']) =>
    text
      .replace(forTheLinter, '')
      .replace(new RegExp(`^${indent}`, 'gm'), '')
      .trim(),
  )
  return `${regions.join('\n\n')}\n`
}

/** A block of code of a document, with the module that it shows. */
export interface Block {
  readonly path: string | undefined
  readonly code: string
}

const fence = /(?:^<!-- (\S+) -->\n)?^```ts\n([\s\S]*?)^```$/gm

export function blocksOf(document: string): Block[] {
  return [...document.matchAll(fence)].map(([, path, code = '']) => ({ path, code }))
}

/** The document, with each block replaced by what its module shows now. */
export function withBlocks(document: string, show: (path: string) => string): string {
  return document.replace(fence, (whole, path: string | undefined) =>
    path === undefined ? whole : `<!-- ${path} -->\n\`\`\`ts\n${show(path)}\`\`\``,
  )
}
