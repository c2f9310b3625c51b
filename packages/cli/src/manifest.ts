import { createRequire } from 'node:module'

/** This package's `package.json`, as far as it is shown. It is found by its name: a build moves this module. */
export function readManifest(): { readonly version: string; readonly homepage: string } {
  return createRequire(import.meta.url)('@auth/cli/package.json')
}
