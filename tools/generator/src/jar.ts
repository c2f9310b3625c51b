import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from './hash.ts'
import { downloads, type JarSource } from './jar-sources.ts'
import { toolDirectory } from './paths.ts'

export interface GeneratorPin {
  version: string
  sha256: string
}

/** The pinned generator. `directory` is this tool's folder. */
export async function readPin(directory: string = toolDirectory): Promise<GeneratorPin> {
  const pin: GeneratorPin = JSON.parse(await readFile(join(directory, 'generator.json'), 'utf8'))
  return pin
}

export interface JarOptions {
  /** The folder that holds `generator.json` and `.cache`. */
  directory?: string
  /** Where a jar that is not in the cache may come from, in this order. */
  sources?: readonly JarSource[]
}

/**
 * Finds the generator's jar: in the local cache, else by the npm wrapper's download, else from a Maven repository.
 * Whatever brings it, the jar is used only when its SHA-256 is the pinned one.
 */
export async function provideJar(report: (line: string) => void, options: JarOptions = {}): Promise<string> {
  const { directory = toolDirectory, sources = downloads } = options
  const pin = await readPin(directory)
  const jar = join(directory, '.cache', `${pin.version}.jar`)
  const failures: string[] = []
  if (await isPinned(jar, pin, 'local cache', failures)) return jar
  for (const source of sources) {
    report(`fetching openapi-generator ${pin.version} (${source.name})`)
    try {
      await source.bring({ version: pin.version, directory, jar })
    } catch (error) {
      failures.push(`${source.name}: ${firstLine(error)}`)
    }
    // Looked at even after a failure: the wrapper may fail at a search that comes after its download.
    if (await isPinned(jar, pin, source.name, failures)) return jar
  }
  throw new Error(
    `openapi-generator ${pin.version} could not be fetched. Tried:\n  ${failures.join('\n  ')}\n` +
      `Put openapi-generator-cli-${pin.version}.jar at tools/generator/.cache/${pin.version}.jar, ` +
      'or make npm or Maven downloads possible, and run the command again.',
  )
}

async function isPinned(jar: string, pin: GeneratorPin, source: string, failures: string[]): Promise<boolean> {
  if (!existsSync(jar)) {
    failures.push(`${source}: no ${pin.version}.jar`)
    return false
  }
  const actual = sha256(await readFile(jar))
  if (actual === pin.sha256) return true
  await rm(jar)
  failures.push(`${source}: ${pin.version}.jar has SHA-256 ${actual}, expected ${pin.sha256}; the file was removed`)
  return false
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? ''
}
