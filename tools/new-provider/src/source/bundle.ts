import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { repository } from '../../../generator/src/paths.ts'

const redocly = join(repository, 'node_modules/@redocly/cli/bin/cli.js')

export interface Bundled {
  readonly document: SpecNode
  readonly changes: readonly string[]
}

/** Brings a document of several files together. One that stands alone is returned as it is. */
export async function bundle(path: string, own: SpecNode): Promise<Bundled> {
  // What is on the network is not fetched: it is refused where the sign-in needs it, and only there.
  const others = otherFiles(own).filter((file) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(file))
  if (others.length === 0) return { document: own, changes: [] }
  for (const other of others) {
    if (existsSync(resolve(dirname(path), decodeURIComponent(other)))) continue
    throw new Error(`${path} refers to ${other}, which does not exist: give the document with all of its files`)
  }
  const folder = await mkdtemp(join(tmpdir(), 'auth-bundle-'))
  try {
    const output = join(folder, 'bundled.json')
    await runRedocly(['bundle', resolve(path), '--output', output], path)
    return {
      document: JSON.parse(await readFile(output, 'utf8')),
      changes: ['brought its files together in one'],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function otherFiles(document: SpecNode): string[] {
  const files = new Set<string>()
  walk(document, ({ $ref: reference }) => {
    if (typeof reference === 'string' && !reference.startsWith('#')) files.add(reference.replace(/#.*$/, ''))
  })
  return [...files]
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
