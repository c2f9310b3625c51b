import { fileURLToPath } from 'node:url'

/** Where `pnpm docs:build` writes the site. */
export const site: string = fileURLToPath(new URL('../../site/', import.meta.url))

/** Pictures of what the browser showed, to look at. */
export const screenshots: string = fileURLToPath(new URL('../../screenshots/', import.meta.url))
