import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { transform } from 'esbuild'
import { rollup as build, type Plugin, VERSION } from 'rollup'
import type { Bundler } from './bundler.ts'
import { packageMaps } from './package-maps.ts'

/** Rollup itself does not minify. */
const minify: Plugin = {
  name: 'minify',
  async renderChunk(text) {
    const { code, map } = await transform(text, { minify: true, sourcemap: true, format: 'esm', target: 'es2022' })
    return { code, map }
  },
}

export const rollup: Bundler = {
  name: 'Rollup',
  version: VERSION,
  async bundle(folder, orders) {
    for (const { entry, outDir } of orders) {
      const plugins = [nodeResolve({ browser: true }), packageMaps, minify]
      const bundle = await build({ input: { main: join(folder, entry) }, plugins, onwarn: refuseWarning })
      await bundle.write({ dir: join(folder, outDir), format: 'esm', sourcemap: true, entryFileNames: '[name].js' })
      await bundle.close()
    }
  },
}

function refuseWarning({ message }: { readonly message: string }): never {
  throw new Error(message)
}
