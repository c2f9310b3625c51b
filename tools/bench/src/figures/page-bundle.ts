import { builtinModules } from 'node:module'
import { type BuildOptions, type BuildResult, build, type Metafile } from 'esbuild'

/**
 * A bundle of ES modules for a browser, with all that some packages export.
 *
 * @param folder - Where they are installed.
 */
export async function bundleForPage(
  folder: string,
  names: readonly string[],
  { external = [], conditions = [] }: Pick<BuildOptions, 'external' | 'conditions'> = {},
): Promise<BuildResult<{ metafile: true; write: false }>> {
  const contents = names.map((name, index) => `export * as p${index} from '${name}'`).join('\n')
  return build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: 'out',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions,
    // Some name modules of Node, which a page would not load.
    external: [...external, 'react', '@tanstack/*', 'node:*', ...builtinModules],
    logLevel: 'silent',
  })
}

/** The modules that the entry imports, and those that they import; not what is imported later, with `import()`. */
export function findFirst({ outputs }: Pick<Metafile, 'outputs'>): Set<string> {
  const found = new Set<string>()
  const visit = (path: string): void => {
    if (found.has(fileName(path))) return
    found.add(fileName(path))
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external) visit(next)
    }
  }
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === '<stdin>') visit(path)
  }
  return found
}

export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
