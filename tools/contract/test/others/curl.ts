import { type EmulatorOptions, type RunningEmulator, startEmulator } from '@auth/emulator'
import { onTestFinished } from 'vitest'
import { isInstalled, runCommand } from './commands.ts'

const missing = (await isInstalled('curl'))
  ? undefined
  : 'curl is not installed: install it to try the emulator with it'

/** A running emulator, or a skipped test where there is no curl. */
export async function serve(skip: (reason: string) => void, options: EmulatorOptions = {}): Promise<RunningEmulator> {
  if (missing) skip(missing)
  const emulator = await startEmulator(options)
  onTestFinished(() => emulator.close())
  return emulator
}

/** The members that the tests read. */
export interface CurlAnswer {
  readonly access_token?: string
  readonly refresh_token?: string
  readonly access_token_data?: { readonly token: string }
  readonly refresh_token_data?: { readonly token: string }
  readonly data?: readonly { readonly token: string; readonly account_name?: string }[]
  readonly username?: string
  readonly email?: string
  readonly error?: string
}

/** Runs curl as in the providers' documents. The last line of what it prints is the status. */
export async function curl(...args: string[]): Promise<{ status: number; body: CurlAnswer }> {
  const lines = (
    await runCommand('curl', ['--silent', '--show-error', '--write-out', '\\n%{http_code}', ...args])
  ).split('\n')
  const status = Number(lines.pop())
  const text = lines.join('\n')
  return { status, body: text === '' ? {} : JSON.parse(text) }
}
