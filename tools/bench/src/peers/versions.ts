import { readFileSync } from 'node:fs'

const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL('../../peers/package.json', import.meta.url), 'utf8'),
)

/** The versions of the peers, by name. */
export const versions = dependencies

/** A contender's name in a picture, which may be seen without the page: with its version, where it is a peer. */
export function labelOf(name: string): string {
  const version = versions[name]
  return version === undefined ? name : `${name} ${version}`
}
