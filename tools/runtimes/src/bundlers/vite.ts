import { join } from 'node:path'
import { build, version } from 'vite'
import type { Bundler } from './bundler.ts'
import { packageMaps } from './package-maps.ts'

export const vite: Bundler = {
  name: 'Vite',
  version,
  async bundle(folder, orders) {
    for (const { entry, outDir } of orders)
      await build({
        ...{ root: folder, configFile: false, logLevel: 'error', plugins: [packageMaps] },
        build: {
          ...{ outDir: join(folder, outDir), sourcemap: true, target: 'es2022', modulePreload: false },
          rollupOptions: {
            input: { main: join(folder, entry) },
            // A page needs nothing of its entry; what weighs one does.
            preserveEntrySignatures: 'strict',
            output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          },
        },
      })
  },
}
