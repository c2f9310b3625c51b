import { readFileSync } from 'node:fs'
import { root } from './outline.ts'

interface Manifest {
  readonly homepage: string
}

const { homepage }: Manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** Where the project lives, as its manifest says: a placeholder until it has an address. */
export const repository: string = homepage.replace(/#readme$/, '')
