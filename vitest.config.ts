import { configDefaults, defineConfig } from 'vitest/config'
import { countImports } from './tools/testing/src/count-imports.ts'

const report = process.env['VITEST_JSON']
// What needs Java is run by `pnpm generate:golden` alone.
const needsJava = process.env['GENERATE_FULL'] === '1' ? [] : ['tools/*/test/golden-regenerate.test.ts']
// What needs the Python package index, or PostgreSQL, is run by `pnpm servers` alone.
const needsNetwork = process.env['SERVERS'] === '1' ? [] : ['tools/servers/test/**']
// What needs browsers is run by `pnpm browsers` alone.
const needsBrowsers = process.env['BROWSERS'] === '1' ? [] : ['tools/browsers/test/**']
// What installs, builds and drives applications is run by `pnpm examples` alone.
const needsExamples = process.env['EXAMPLES'] === '1' ? [] : ['tools/examples/test/*.test.ts']
// What takes many seconds is run by `pnpm test:slow` alone.
const takesLong = process.env['SLOW'] === '1' ? [] : ['**/*.slow.test.ts']

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  plugins: [countImports()],
  resolve: { conditions: ['@auth/source'] },
  ssr: { resolve: { conditions: ['@auth/source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'tools/*/test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      ...needsJava,
      ...needsNetwork,
      ...needsBrowsers,
      ...needsExamples,
      ...takesLong,
    ],
    // Type checks and emulated servers start processes, which takes its time on two slow cores.
    testTimeout: 60_000,
    // One core fewer than there are, the default, leaves half of a machine with two cores idle.
    maxWorkers: '100%',
    // No file leaves anything behind for the next, so that no file needs a process of its own: a quarter less to do.
    isolate: false,
    setupFiles: ['tools/testing/src/expect-tidy.ts'],
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report && { outputFile: { json: report } }),
    coverage: { include: ['packages/core/src/**/*.ts'], thresholds: { branches: 95 } },
  },
})
