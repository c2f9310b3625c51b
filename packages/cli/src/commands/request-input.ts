import { openAsBlob } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { UsageError } from '../failures/usage-error.ts'
import { readValue } from '../settings/find-values.ts'
import type { Terminal } from '../terminal.ts'

/** Headers of the command line; `@file` holds one per line. */
export async function readHeaders(given: readonly string[]): Promise<Headers> {
  const headers = new Headers()
  for (const line of given) {
    const found = line.startsWith('@') ? (await readLines('--header', line.slice(1))).split(/\r?\n/) : [line]
    for (const text of found.filter((one) => one.trim() !== '')) {
      const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(text) ?? []
      try {
        headers.append(name ?? '', value ?? '')
      } catch {
        // The platform's own words quote the header.
        throw new UsageError('--header must be like `Accept: text/csv`')
      }
    }
  }
  return headers
}

/** The body of the command line: what was given once as it is, and several fields of a form as curl joins them. */
export async function readBody(
  given: readonly string[],
  headers: Headers,
  terminal: Terminal,
): Promise<BodyInit | undefined> {
  const [first, ...others] = given
  if (first === undefined) return undefined
  if (others.length === 0) return readWhole(first, headers, terminal)
  const fields = await Promise.all(
    given.map(async (data) => {
      if (!data.startsWith('@')) return data
      return (await readValue('--data', data.slice(1), terminal)).replace(/[\r\n]/g, '')
    }),
  )
  return readWhole(fields.join('&'), headers, terminal)
}

/** A file is not read into memory; the standard input can be sent once only. */
async function readWhole(data: string, headers: Headers, { input }: Terminal): Promise<BodyInit> {
  const path = data.startsWith('@') ? data.slice(1) : undefined
  const isJson = path === undefined ? /^\s*[[{]/.test(data) : path.endsWith('.json') || (await startsAsJson(path))
  if (!headers.has('content-type')) {
    headers.set('content-type', isJson ? 'application/json' : 'application/x-www-form-urlencoded')
  }
  if (path === undefined) return data
  // Node's own types of web streams are others than those of browsers.
  if (path === '-') return Readable.toWeb(input) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>
  await checkFile('--data', path)
  return openAsBlob(path)
}

async function startsAsJson(path: string): Promise<boolean> {
  if (path === '-') return true
  await checkFile('--data', path)
  const blob = await openAsBlob(path)
  return /^\s*[[{]/.test(await blob.slice(0, 64).text())
}

async function checkFile(option: string, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new UsageError(`${option}: there is no file ${path}`)
}

async function readLines(option: string, path: string): Promise<string> {
  await checkFile(option, path)
  return readFile(path, 'utf8')
}
