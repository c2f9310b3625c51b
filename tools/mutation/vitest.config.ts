import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { countImports } from '../testing/src/count-imports.ts'

const name = process.env['MUTATED_PACKAGE'] ?? 'core'

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [countImports()],
  resolve: { conditions: ['@auth/source'] },
  ssr: { resolve: { conditions: ['@auth/source'] } },
  test: {
    include: [`packages/${name}/test/**/*.test.ts`],
    // Stryker runs tests in worker threads, which cannot change the time zone.
    exclude: ['packages/core/test/simulation/**', 'packages/genlogs/test/time-zones.test.ts'],
    // As in the repository's own configuration.
    testTimeout: 60_000,
  },
})
