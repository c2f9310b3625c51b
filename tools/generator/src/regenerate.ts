import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { foldComments } from './comments.ts'
import { repository, toolDirectory } from './paths.ts'
import { prepare } from './prepare.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** What the templates write. Everything else that the generator leaves behind is thrown away. */
export const outputFiles = ['index.ts', 'operations.ts', 'schemas.ts'] as const

/** Generates the client of one spec into `output`, formatted. The folder is replaced. */
export async function regenerate(jar: string, spec: string, output: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'auth-generate-'))
  try {
    const input = join(work, 'spec.json')
    const raw = join(work, 'raw')
    const formatted = join(work, 'formatted')
    await writeFile(input, prepare(await readFile(spec, 'utf8'), spec))
    await runJava(jar, [
      'generate',
      '-i',
      input,
      '-o',
      raw,
      '-c',
      join(toolDirectory, 'config.yaml'),
      '-t',
      join(toolDirectory, 'templates'),
    ])
    const texts = outputFiles.map(async (file) => [file, await readFile(join(raw, file), 'utf8')] as const)
    await writeFormatted(Object.fromEntries(await Promise.all(texts)), formatted)
    await rm(output, { recursive: true, force: true })
    await mkdir(output, { recursive: true })
    for (const file of outputFiles) await cp(join(formatted, file), join(output, file))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Writes what the templates made into a folder, formatted. */
export async function writeFormatted(files: Readonly<Record<string, string>>, folder: string): Promise<void> {
  await mkdir(folder)
  for (const [file, code] of Object.entries(files)) await writeFile(join(folder, file), foldComments(code))
  await format(folder)
}

async function runJava(jar: string, args: string[]): Promise<void> {
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'java') : 'java'
  try {
    await run(java, ['-jar', jar, ...args], { maxBuffer: 64 * 1024 * 1024 })
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
