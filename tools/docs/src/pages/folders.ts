import { fileURLToPath } from 'node:url'

const folder = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.url))

export const folderOf = {
  tool: folder('.'),
  /** What VitePress reads: pages as they are on the site, in Markdown. */
  pages: folder('pages'),
  /** Where `pnpm docs:build` writes the site. */
  site: folder('site'),
  /** Pictures of what the browser showed, to look at. */
  screenshots: folder('screenshots'),
} as const
