import { cp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../../release/src/run.ts'
import type { Project } from './project.ts'

const require = createRequire(import.meta.url)
const sources = fileURLToPath(new URL('../typescript', import.meta.url))
const packages = ['typescript-floor', 'typescript']
const resolutions = [
  { moduleResolution: 'bundler', module: 'esnext' },
  { moduleResolution: 'nodenext', module: 'nodenext' },
]

/** An application's compiler options, which say what it runs on, and its source. */
interface Setting {
  readonly lib: readonly string[]
  readonly types: readonly string[]
  readonly file: string
}

const settings: readonly Setting[] = [
  { lib: ['es2022', 'dom', 'dom.iterable'], types: [], file: 'consumer.ts' },
  { lib: ['es2015', 'dom'], types: [], file: 'consumer.ts' },
  { lib: ['es2022', 'webworker'], types: [], file: 'consumer.ts' },
  { lib: ['es2022'], types: ['node'], file: 'service.ts' },
]

/**
 * Compiles applications for browsers, workers and Node with the oldest and the newest TypeScript, declarations of the
 * packages included.
 *
 * @returns the versions
 * @throws an Error with what a compiler has found wrong
 */
export async function compileConsumers({ folder }: Project): Promise<string[]> {
  await cp(sources, folder, { recursive: true })
  const typeRoots = [fileURLToPath(new URL('../../../../node_modules/@types', import.meta.url))]
  const versions: string[] = []
  for (const name of packages) {
    const manifest = require.resolve(`${name}/package.json`)
    for (const resolution of resolutions) {
      for (const { lib, types, file } of settings) {
        const compilerOptions = {
          ...{ ...resolution, target: 'es2022', lib, types, typeRoots, noEmit: true },
          ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
        }
        await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
        await run(process.execPath, [join(manifest, '../bin/tsc'), '-p', folder], { cwd: folder })
      }
    }
    versions.push(require(manifest).version)
  }
  return versions
}
