import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SpecNode } from '../../../generator/src/check-names.ts'
import { repository } from '../../../generator/src/paths.ts'
import { copyFiles, otherFiles } from './copy-files.ts'

const redocly = join(repository, 'node_modules/@redocly/cli/bin/cli.js')

export interface Bundled {
  readonly document: SpecNode
  readonly changes: readonly string[]
}

/** Brings a document of several files together. One that stands alone is returned as it is. */
export async function bundle(path: string, own: SpecNode): Promise<Bundled> {
  if (otherFiles(own).length === 0) return { document: own, changes: [] }
  const folder = await mkdtemp(join(tmpdir(), 'auth-bundle-'))
  try {
    const output = join(folder, 'bundled.json')
    const copy = await copyFiles(path, own, join(folder, 'files'))
    await runRedocly(['bundle', copy, '--output', output], path)
    return {
      document: JSON.parse(await readFile(output, 'utf8')),
      changes: ['brought its files together in one'],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runRedocly(args: readonly string[], path: string): Promise<void> {
  const environment = { ...process.env, REDOCLY_TELEMETRY: 'off' }
  return new Promise((settle, reject) => {
    execFile(process.execPath, [redocly, ...args], { env: environment, cwd: dirname(path) }, (error, _, told) => {
      if (!error) return settle()
      const [, reason] = /^ *- (.+)$|(Can't resolve \$ref.*)/m.exec(told) ?? []
      reject(new Error(`The files of ${path} cannot be read: ${reason ?? 'one of them is no YAML'}`, { cause: error }))
    })
  })
}
