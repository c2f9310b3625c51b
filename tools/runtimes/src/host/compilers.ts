import { cp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../../release/src/run.ts'
import type { Project } from './project.ts'

const require = createRequire(import.meta.url)
const consumer = fileURLToPath(new URL('../typescript/consumer.ts', import.meta.url))
const packages = ['typescript-floor', 'typescript']
const resolutions = [
  { moduleResolution: 'bundler', module: 'esnext' },
  { moduleResolution: 'nodenext', module: 'nodenext' },
]

/**
 * Compiles an application for browsers with the oldest and the newest TypeScript, declarations of the packages included.
 *
 * @returns the versions
 * @throws an Error with what a compiler has found wrong
 */
export async function compileConsumers({ folder }: Project): Promise<string[]> {
  await cp(consumer, join(folder, 'consumer.ts'))
  const versions: string[] = []
  for (const name of packages) {
    const manifest = require.resolve(`${name}/package.json`)
    for (const resolution of resolutions) {
      const compilerOptions = {
        ...{ ...resolution, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [], noEmit: true },
        ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
      }
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
      await run(process.execPath, [join(manifest, '../bin/tsc'), '-p', folder], { cwd: folder })
    }
    versions.push(require(manifest).version)
  }
  return versions
}
