import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { findEntries } from './entries.ts'
import { findReachable } from './reachable.ts'

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
 */
export async function bundleModules(folder: string): Promise<Map<string, string>> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const entries = findEntries(manifest)
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: entries,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    packages: 'external',
    // The sources are in the package.
    sourcemap: true,
    sourcesContent: false,
    write: false,
  })
  const dist = join(folder, 'dist')
  const modules = new Map(
    outputFiles.map(({ path, text }) => [relative(dist, path), path.endsWith('.js') ? withoutBareImports(text) : text]),
  )
  // Some were imported for nothing but side effects, and are empty.
  const reachable = findReachable(Object.keys(entries), (file) => modules.get(file))
  return new Map([...modules].filter(([file]) => reachable.has(file.replace(/\.map$/, ''))))
}

/**
 * Removes imports that bring no name, which stand for side effects that our modules do not have: each opens a file for
 * nothing. The lines stay, so that the source map holds.
 */
export function withoutBareImports(code: string): string {
  return code.replace(/^import "[^"]+";$/gm, '')
}
