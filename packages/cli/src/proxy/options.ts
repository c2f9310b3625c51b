import type { Arguments } from '../arguments/read-arguments.ts'
import { UsageError } from '../failures/usage-error.ts'
import { readValue } from '../settings/find-values.ts'
import type { Terminal } from '../terminal.ts'

/** How the proxy listens, and to whom it answers. */
export interface ProxyOptions {
  readonly port: number
  readonly host: string
  /** What every request must bring. */
  readonly key: string | undefined
  /** Names under which it answers, beside those of loopback. Lower case, without port. */
  readonly allowedHosts: ReadonlySet<string>
  /** Pages of these origins may call. */
  readonly allowedOrigins: ReadonlySet<string>
  /** What the paths of its own pages begin with. */
  readonly ownPath: string
  readonly graceMs: number
}

const shortestKey = 16

/** @throws {UsageError} for options that are wrong, or would open the API to the network */
export async function readProxyOptions({ flags, lists }: Arguments, terminal: Terminal): Promise<ProxyOptions> {
  const host = flags['host'] ?? '127.0.0.1'
  const key = await readKey(flags, terminal)
  if (!isLoopback(host) && key === undefined) {
    throw new UsageError(
      `--host ${host} is not loopback: whoever reaches it could call the API as you. Give --key-env or --key-file too`,
    )
  }
  const ownPath = flags['own-path'] ?? '/_auth'
  if (!/^\/[\w/.-]*\w$/.test(ownPath)) throw new UsageError('--own-path must be a path such as /_auth')
  return {
    ...{ host, key, ownPath },
    port: readNumber('port', flags['port'] ?? '9000', 65_535),
    allowedHosts: new Set((lists['allow-host'] ?? []).map((name) => name.toLowerCase())),
    allowedOrigins: new Set((lists['allow-origin'] ?? []).map(readOrigin)),
    graceMs: readNumber('grace', flags['grace'] ?? '25', 86_400) * 1000,
  }
}

/** Whether a name or address is of this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|([\w-]+\.)+localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host)
}

async function readKey(flags: Arguments['flags'], terminal: Terminal): Promise<string | undefined> {
  const name = flags['key-env']
  const path = flags['key-file']
  if (name === undefined && path === undefined) return undefined
  const key = name === undefined ? await readValue('--key-file', path ?? '', terminal) : terminal.environment[name]
  if (key && new RegExp(`^[\\x21-\\x7e]{${shortestKey},}$`).test(key)) return key
  const source = name === undefined ? '--key-file' : `--key-env ${name}`
  throw new UsageError(`${source}: a key is at least ${shortestKey} characters of printable ASCII without spaces`)
}

function readNumber(name: string, text: string, largest: number): number {
  if (/^\d{1,6}$/.test(text) && Number(text) <= largest) return Number(text)
  throw new UsageError(`--${name} must be a whole number from 0 to ${largest}`)
}

function readOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new UsageError('--allow-origin must be an origin such as http://localhost:3000, without a path')
}
