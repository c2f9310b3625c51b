import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sha256 } from './hash.ts'
import { toolDirectory } from './paths.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

export interface GeneratorPin {
  version: string
  sha256: string
}

export async function readPin(): Promise<GeneratorPin> {
  return JSON.parse(await readFile(join(toolDirectory, 'generator.json'), 'utf8')) as GeneratorPin
}

/**
 * Finds the generator's jar: in the local cache, else by the npm wrapper's download, else from a Maven repository.
 * Whatever brings it, the jar is used only when its SHA-256 is the pinned one.
 */
export async function provideJar(report: (line: string) => void): Promise<string> {
  const pin = await readPin()
  const jar = join(toolDirectory, '.cache', `${pin.version}.jar`)
  const failures: string[] = []
  const sources = [
    { name: 'local cache', bring: async () => {} },
    { name: 'npm wrapper', bring: () => downloadWithWrapper(pin) },
    { name: 'Maven', bring: () => copyWithMaven(pin, jar) },
  ]
  for (const source of sources) {
    if (source.name !== 'local cache') report(`fetching openapi-generator ${pin.version} (${source.name})`)
    try {
      await source.bring()
    } catch (error) {
      failures.push(`${source.name}: ${firstLine(error)}`)
      continue
    }
    if (!existsSync(jar)) {
      failures.push(`${source.name}: no ${pin.version}.jar`)
      continue
    }
    const actual = sha256(await readFile(jar))
    if (actual === pin.sha256) return jar
    await rm(jar)
    failures.push(`${source.name}: wrong SHA-256 ${actual}, expected ${pin.sha256}; the file was removed`)
  }
  throw new Error(
    `openapi-generator ${pin.version} could not be fetched. Tried:\n  ${failures.join('\n  ')}\n` +
      `Put openapi-generator-cli-${pin.version}.jar at tools/generator/.cache/${pin.version}.jar, ` +
      'or make npm or Maven downloads possible, and run the command again.',
  )
}

/** The wrapper downloads with `version-manager set`, without running the jar. It also asks a search host and may fail there: harmless. */
async function downloadWithWrapper(pin: GeneratorPin): Promise<void> {
  const manifest = require.resolve('@openapitools/openapi-generator-cli/package.json')
  await run(process.execPath, [join(manifest, '..', 'main.js'), 'version-manager', 'set', pin.version], {
    cwd: toolDirectory,
    timeout: 120_000,
  })
}

async function copyWithMaven(pin: GeneratorPin, jar: string): Promise<void> {
  const directory = join(toolDirectory, '.cache')
  await mkdir(directory, { recursive: true })
  await run(
    'mvn',
    [
      '-q',
      'dependency:copy',
      `-Dartifact=org.openapitools:openapi-generator-cli:${pin.version}:jar`,
      `-DoutputDirectory=${directory}`,
    ],
    { timeout: 300_000 },
  )
  await rename(join(directory, `openapi-generator-cli-${pin.version}.jar`), jar)
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? ''
}
