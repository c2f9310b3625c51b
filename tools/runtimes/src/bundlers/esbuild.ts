import { join } from 'node:path'
import { build, version } from 'esbuild'
import type { Bundler } from './bundler.ts'

export const esbuild: Bundler = {
  name: 'esbuild',
  version,
  async bundle(folder, orders) {
    for (const { entry, outDir } of orders)
      await build({
        entryPoints: { main: join(folder, entry) },
        outdir: join(folder, outDir),
        ...{ bundle: true, minify: true, splitting: true, sourcemap: true, logLevel: 'error' },
        ...{ format: 'esm', platform: 'browser', target: 'es2022' },
      })
  },
}
