import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { root } from './repository.ts'

/** The names of tests by file, as they are written: `group > title`. Those of all files, or of these folders. */
export async function listTests(folders: readonly string[] = []): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, string[]>()
  const output = join(tmpdir(), `auth-tests-${crypto.randomUUID()}.json`)
  // What the running vitest tells its workers must not confuse another one.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))
  const env = { ...Object.fromEntries(own), SLOW: '1' }
  const vitest = `${root}node_modules/vitest/vitest.mjs`
  await promisify(execFile)(process.execPath, [vitest, 'list', `--json=${output}`, ...folders], { cwd: root, env })
  const listed: Array<{ name: string; file: string }> = JSON.parse(await readFile(output, 'utf8'))
  await rm(output)
  for (const { name, file } of listed) {
    const path = relative(root, file).replaceAll('\\', '/')
    names.set(path, [...(names.get(path) ?? []), name])
  }
  return names
}
