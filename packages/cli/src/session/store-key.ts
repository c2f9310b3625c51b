import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { UsageError } from '../failures/usage-error.ts'
import { readValue } from '../settings/find-values.ts'
import type { Terminal } from '../terminal.ts'

const keyBytes = 32

/** The key that sessions are encrypted with; `undefined` where none was given. */
export async function findStoreKey(terminal: Terminal, command: string | undefined): Promise<CryptoKey | undefined> {
  const { environment } = terminal
  const given = environment['AUTH_STORE_KEY']
  const path = environment['AUTH_STORE_KEY_FILE']
  const text = command
    ? await runKeyCommand('--store-key-command', command, terminal)
    : given || (path ? await readValue('AUTH_STORE_KEY_FILE', path, terminal) : undefined)
  const configured = environment['AUTH_STORE_KEY_COMMAND']
  if (text !== undefined) return importKey(text)
  return configured ? importKey(await runKeyCommand('AUTH_STORE_KEY_COMMAND', configured, terminal)) : undefined
}

async function importKey(text: string): Promise<CryptoKey> {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, /^[\da-f]{64}$/i.test(trimmed) ? 'hex' : 'base64')
  if (bytes.length !== keyBytes) {
    throw new UsageError(
      `the store key must be ${keyBytes} bytes in base64 or hex, as \`openssl rand -base64 ${keyBytes}\` makes them`,
    )
  }
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Runs a command that prints the key, such as one of a password manager. What it prints is in no error. */
async function runKeyCommand(source: string, command: string, { environment, signal }: Terminal): Promise<string> {
  try {
    const { stdout } = await promisify(exec)(command, { env: { ...environment }, signal, timeout: 60_000 })
    return stdout
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new UsageError(`${source}: the command that should print the store key failed${code}`)
  }
}
