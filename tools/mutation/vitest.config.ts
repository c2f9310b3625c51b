import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions: ['@auth/source'] },
  ssr: { resolve: { conditions: ['@auth/source'] } },
  test: { include: ['packages/core/test/**/*.test.ts'], exclude: ['packages/core/test/simulation/**'] },
})
