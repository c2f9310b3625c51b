import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { findEntries } from './entries.ts'

/**
 * Writes a package's modules to its `dist`: one for each entry point, some for what they share, and one for each part that
 * is loaded at its first use. Sixty small files take longer to open than to run. Names stay as they are.
 */
export async function bundle(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: findEntries(manifest),
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
  await rm(join(folder, 'dist'), { recursive: true, force: true })
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, path.endsWith('.js') ? withoutBareImports(text) : text)
  }
}

/**
 * Removes imports that bring no name, which stand for side effects that our modules do not have: each opens a file for
 * nothing. The lines stay, so that the source map holds.
 */
export function withoutBareImports(code: string): string {
  return code.replace(/^import "[^"]+";$/gm, '')
}
