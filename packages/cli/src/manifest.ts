import { readFileSync } from 'node:fs'

/** This package's `package.json`, as far as it is shown. It lies beside the folder of the sources, and of what is built. */
export function readManifest(): { readonly version: string; readonly homepage: string } {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
}
