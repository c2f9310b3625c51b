import { introductionOf, sectionOf } from './sections-of.ts'

/** What the README of the repository says about all providers. */
export function writeProviders(readme: string): string {
  const table = /^\|[\s\S]*?(?=\n\n)/m.exec(introductionOf(readme))?.[0] ?? ''
  const parts = ['## Use it', '## Try it'].map((heading) => `${heading}\n\n${sectionOf(readme, heading)}`)
  return `# Providers\n\nOne package for each, all with the same methods.\n\n${table}\n\n${parts.join('\n\n')}\n`
}
