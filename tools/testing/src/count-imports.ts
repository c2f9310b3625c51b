import { fileURLToPath } from 'node:url'

const helper = fileURLToPath(new URL('pending-imports.ts', import.meta.url))
const shipped = /\/packages\/[^/]+\/src\/.+\.ts$/
const lazyImport = /\bimport\(\s*(['"])([^'"]+)\1\s*\)/g

/**
 * A plugin of Vite that has each `import()` of our packages counted, so that virtual time waits for it: what is loaded
 * at its first use takes real time, and no timer may run meanwhile.
 */
export function countImports(): {
  name: string
  transform(code: string, id: string): { code: string; map: null } | undefined
} {
  return {
    name: 'count-imports',
    transform(code, id) {
      const [file = ''] = id.split('?')
      if (!shipped.test(file) || file.includes('/node_modules/') || code.search(lazyImport) < 0) return undefined
      const counted = code.replace(lazyImport, (load, _, specifier) => {
        const key = JSON.stringify(
          specifier.startsWith('.') ? new URL(specifier, `file://${file}`).pathname : specifier,
        )
        return `countImport(${key}, () => ${load})`
      })
      // On the first line, so that all others keep their numbers.
      return { code: `import { countImport } from ${JSON.stringify(helper)}; ${counted}`, map: null }
    },
  }
}
