import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CodeSplittingGroup, type Plugin, rolldown } from 'rolldown'
import { repository } from '../pack.ts'
import { findEntries } from './entries.ts'
import { defineErrorPages } from './error-pages.ts'
import { findReachable, follow } from './reachable.ts'

/** Writes a package's modules to its `dist`, which begins empty: the compiler adds the declarations. */
export async function bundle(folder: string): Promise<void> {
  const dist = join(folder, 'dist')
  const modules = await bundleModules(folder)
  await rm(dist, { recursive: true, force: true })
  for (const [file, text] of modules) {
    await mkdir(dirname(join(dist, file)), { recursive: true })
    await writeFile(join(dist, file), text)
  }
}

/**
 * A package's modules by their paths in `dist`: one for each entry point, some for what they share, and one for each part
 * that is loaded at its first use. Sixty small files take longer to open than to run. Names stay as they are.
 *
 * @param root - The folder of the manifest that says where the project lives, and so where the pages about errors are.
 */
export async function bundleModules(folder: string, root: string = repository): Promise<Map<string, string>> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const entries = findEntries(manifest)
  const group = groupOf(folder, entries)
  const build = await rolldown({
    cwd: folder,
    input: entries,
    plugins: [keepOutside],
    platform: 'neutral',
    transform: { target: 'es2023', define: await defineErrorPages(root) },
  })
  const { output } = await build.generate({
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'parts/[name]-[hash].js',
    hashCharacters: 'base36',
    minifyInternalExports: false,
    // The sources are in the package, with all that they say.
    sourcemap: true,
    sourcemapExcludeSources: true,
    comments: { annotation: true, jsdoc: false, legal: true },
    ...(group && { codeSplitting: { groups: [group] } }),
  })
  await build.close()
  const modules = new Map(
    output.map((file) => [file.fileName, file.type === 'chunk' ? withoutBareImports(file.code) : `${file.source}`]),
  )
  // Some were imported for nothing but side effects, and are empty.
  const reachable = findReachable(Object.keys(entries), (file) => modules.get(file))
  return new Map([...modules].filter(([file]) => reachable.has(file.replace(/\.map$/, ''))))
}

// Whoever imports one of these imports the others too, or a package that does.
const usedTogether = ['index', 'adapter', 'api']

/**
 * One module for all that entries need that are used together: runtimes take longer to open a file than to read it, and
 * applications keep each module that they do not need as a whole in a file of its own, which is compressed by itself.
 */
function groupOf(folder: string, entries: Readonly<Record<string, string>>): CodeSplittingGroup | undefined {
  const roots = usedTogether.flatMap((name) => (entries[name] ? [join(folder, entries[name])] : []))
  if (roots.length === 0) return undefined
  let together: ReadonlySet<string> | undefined
  return {
    debugName: 'shared',
    name(module, context) {
      together ??= follow(roots, (id) => context.getModuleInfo(id)?.importedIds)
      return together.has(module) ? 'shared' : null
    },
  }
}

/**
 * Leaves packages where they are. Each further way into core costs a process 2 ms at its start, so that there is one:
 * `adapter` has all that `api` has.
 */
const keepOutside: Plugin = {
  name: 'keep-outside',
  resolveId(name) {
    if (/^[./]/.test(name)) return undefined
    return { id: name === '@auth/core/api' ? '@auth/core/adapter' : name, external: true }
  },
}

/**
 * Removes imports that bring no name, which stand for side effects that our modules do not have: each opens a file for
 * nothing. The lines stay, so that the source map holds.
 */
export function withoutBareImports(code: string): string {
  return code.replace(/^import "[^"]+";$/gm, '')
}
