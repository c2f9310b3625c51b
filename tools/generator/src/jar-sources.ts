import { execFile } from 'node:child_process'
import { mkdir, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** The jar that is wanted: which, for the tool in which folder, and where it has to be in the end. */
export interface JarRequest {
  version: string
  directory: string
  jar: string
}

/** A way to get the generator's jar. What it brings is checked afterwards. */
export interface JarSource {
  name: string
  bring(request: JarRequest): Promise<void>
}

export const downloads: readonly JarSource[] = [
  { name: 'npm wrapper', bring: downloadWithWrapper },
  { name: 'Maven', bring: copyWithMaven },
]

/** The wrapper downloads with `version-manager set`, without running the jar. Its `storageDir` is the cache. */
async function downloadWithWrapper({ version, directory }: JarRequest): Promise<void> {
  const manifest = require.resolve('@openapitools/openapi-generator-cli/package.json')
  await run(process.execPath, [join(manifest, '..', 'main.js'), 'version-manager', 'set', version], {
    cwd: directory,
    // It looks for its configuration where the shell says that it is, not where it runs.
    env: { ...process.env, PWD: directory },
    timeout: 120_000,
  })
}

async function copyWithMaven({ version, directory, jar }: JarRequest): Promise<void> {
  const cache = join(directory, '.cache')
  await mkdir(cache, { recursive: true })
  const artifact = `org.openapitools:openapi-generator-cli:${version}:jar`
  await run('mvn', ['-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${cache}`], {
    timeout: 300_000,
  })
  await rename(join(cache, `openapi-generator-cli-${version}.jar`), jar)
}
