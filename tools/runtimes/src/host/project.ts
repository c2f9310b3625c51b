import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { type Packed, packAll } from '../../../release/src/pack.ts'
import { providers } from './providers.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
const compiled = ['conformance', 'life', 'entries']

/** An application outside the workspace that has the packages as users get them. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  readonly packed: readonly Packed[]
}

/** What starts the cases with one provider, by kind of runtime. */
const entries: Readonly<Record<string, (provider: string) => string>> = {
  'process.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { runInProcess } from './entries/process.js'
runInProcess(subject, JSON.parse(process.argv[2]))
`,
  'plain.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { runPlainly } from './entries/plain.js'
runPlainly(subject, JSON.parse(process.argv[2]))
`,
  'page.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { runInPage } from './entries/page.js'
runInPage(subject)
`,
  'worker.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { workerOf } from './entries/worker.js'
export { AuthSession } from './entries/worker.js'
export default workerOf(subject)
`,
  'life-process.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { liveInProcess } from './entries/life-process.js'
liveInProcess(subject, JSON.parse(process.argv[2]))
`,
  'life-page.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { liveInPage } from './entries/life-page.js'
liveInPage(subject)
`,
  'life-worker.js': (provider) =>
    `import { subject } from './conformance/${provider}.js'
import { lifeOf } from './entries/life-worker.js'
export default lifeOf(subject)
`,
  // What an application bundles, and nothing else: to weigh it, and to look for what should not be there.
  'application.js': (provider) => `export * from '@auth/${provider}'\n`,
}

export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-runtimes-'))
  const packed = await packAll(folder)
  const dependencies = Object.fromEntries(packed.map(({ name, manifest }) => [name, manifest.version]))
  await writeJson(join(folder, 'package.json'), { name: 'application', type: 'module', private: true, dependencies })
  await compile(folder, 'esm')
  await compile(join(folder, 'require'), 'cjs')
  await writeJson(join(folder, 'require/package.json'), { type: 'commonjs' })
  await cp(join(source, 'globals'), join(folder, 'globals'), { recursive: true })
  return { folder, packed, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

/** Strips the types of what runs in the runtimes, and adds what starts it. */
async function compile(folder: string, format: 'esm' | 'cjs'): Promise<void> {
  for (const part of compiled) {
    for (const file of await readdir(join(source, part), { recursive: true })) {
      if (!file.endsWith('.ts')) continue
      const text = await readFile(join(source, part, file), 'utf8')
      await writeCode(
        join(folder, part, file.replace(/\.ts$/, '.js')),
        text.replace(/(['"])(\.[^'"]+)\.ts\1/g, '$1$2.js$1'),
        format,
      )
    }
  }
  for (const provider of providers) {
    for (const [name, write] of Object.entries(entries)) {
      await writeCode(join(folder, `${provider}-${name}`), write(provider), format)
    }
  }
}

async function writeCode(path: string, text: string, format: 'esm' | 'cjs'): Promise<void> {
  const { code } = await transform(text, { loader: 'ts', format, target: 'es2022' })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, code)
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(value))
}
