import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Configuration } from 'webpack'
import build from 'webpack'
import type { Bundler } from './bundler.ts'

const loader = createRequire(import.meta.url).resolve('source-map-loader')

/** All at once: what entries share is read and understood once, and is part of each program none the less. */
export const webpack: Bundler = {
  name: 'webpack',
  version: build.version,
  async bundle(folder, orders) {
    const entries = orders.map(({ entry, outDir }) => [`${outDir}/main`, join(folder, entry)])
    const configuration: Configuration = {
      ...{ mode: 'production', context: folder, entry: Object.fromEntries(entries), devtool: 'source-map' },
      output: {
        ...{ path: folder, filename: '[name].js', chunkFilename: 'webpack/[id].js', publicPath: 'auto' },
        ...{ module: true, chunkFormat: 'module', library: { type: 'module' } },
      },
      ...{ experiments: { outputModule: true }, target: ['web', 'es2022'] },
      module: { rules: [{ test: /\.js$/, enforce: 'pre', use: [loader] }] },
      ...{ stats: 'errors-warnings', performance: { hints: false } },
    }
    const compiler = build(configuration)
    if (!compiler) throw new Error('webpack takes no such configuration')
    const problems = await new Promise<string>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error) reject(error)
        else resolve(stats?.hasErrors() || stats?.hasWarnings() ? stats.toString('errors-warnings') : '')
      })
    })
    await new Promise((resolve) => compiler.close(resolve))
    if (problems) throw new Error(problems)
  },
}
