import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { foldComments } from './comments.ts'
import { repository, toolDirectory } from './paths.ts'
import { prepare } from './prepare.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

// A run is too short for the better compiler and the better collector to be worth their threads.
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

/** What the templates write. Everything else that the generator leaves behind is thrown away. */
export const outputFiles = ['index.ts', 'operations.ts', 'schemas.ts'] as const

/** A spec, and the folder of the client that is generated from it. */
export interface Generation {
  readonly spec: string
  readonly output: string
}

/** Generates the client of one spec into `output`, formatted. The folder is replaced. */
export async function regenerate(jar: string, spec: string, output: string): Promise<void> {
  await regenerateAll(jar, [{ spec, output }])
}

/** Generates clients as {@link regenerate} does, in one go: starting Java takes longer than generating. */
export async function regenerateAll(jar: string, generations: readonly Generation[]): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'auth-generate-'))
  try {
    const settings = parse(await readFile(join(toolDirectory, 'config.yaml'), 'utf8'))
    const configs = await Promise.all(
      generations.map(async ({ spec }, index) => {
        const folder = join(work, String(index))
        await mkdir(folder)
        const inputSpec = join(folder, 'spec.json')
        await writeFile(inputSpec, prepare(await readFile(spec, 'utf8'), spec))
        const config = join(folder, 'config.json')
        const places = { inputSpec, outputDir: join(folder, 'raw'), templateDir: join(toolDirectory, 'templates') }
        await writeFile(config, JSON.stringify({ ...settings, ...places }))
        return config
      }),
    )
    await runJava(jar, ['batch', '--fail-fast', ...configs])
    await mkdir(join(work, 'formatted'))
    const formatted = await Promise.all(
      generations.map(async (_, index) => {
        const texts = outputFiles.map(async (file) => {
          const code = await readFile(join(work, String(index), 'raw', file), 'utf8')
          return [file, code] as const
        })
        const folder = join(work, 'formatted', String(index))
        await writeFolded(Object.fromEntries(await Promise.all(texts)), folder)
        return folder
      }),
    )
    await format(join(work, 'formatted'))
    for (const [index, { output }] of generations.entries()) {
      await rm(output, { recursive: true, force: true })
      await mkdir(output, { recursive: true })
      for (const file of outputFiles) await cp(join(formatted[index] ?? '', file), join(output, file))
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Writes what the templates made into a folder, formatted. */
export async function writeFormatted(files: Readonly<Record<string, string>>, folder: string): Promise<void> {
  await writeFolded(files, folder)
  await format(folder)
}

async function writeFolded(files: Readonly<Record<string, string>>, folder: string): Promise<void> {
  await mkdir(folder)
  for (const [file, code] of Object.entries(files)) await writeFile(join(folder, file), foldComments(code))
}

async function runJava(jar: string, args: string[]): Promise<void> {
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'java') : 'java'
  try {
    await run(java, [...quickStart, '-jar', jar, ...args], { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const failure = error as NodeJS.ErrnoException & { stdout?: string; stderr?: string }
    if (failure.code === 'ENOENT') {
      throw new Error('Java was not found. Only generating needs it: install a JRE 11 or later, or set JAVA_HOME.', {
        cause: error,
      })
    }
    throw new Error(`openapi-generator failed:\n${failure.stdout ?? ''}${failure.stderr ?? ''}`, { cause: error })
  }
}

async function format(directory: string): Promise<void> {
  const biome = require.resolve('@biomejs/biome/bin/biome')
  const config = `--config-path=${join(repository, 'tools/generator/biome.generated.json')}`
  await run(process.execPath, [biome, 'check', '--write', '--unsafe', config, directory])
}
