import type { EmulatorCredentials } from '@auth/emulator/fetch'
import { UsageError } from '../failures/usage-error.ts'
import type { Provider, Values } from '../providers/provider.ts'

/** A provider on the emulator: its addresses, and who can sign in. */
interface Emulated {
  readonly values: Values
  close(): Promise<void>
}

/** Starts an emulator in this process. */
export async function startEmulated(provider: Provider): Promise<Emulated> {
  const { startEmulator } = await import('@auth/emulator').catch(() => {
    throw new UsageError('--emulator needs the package @auth/emulator: install it beside @auth/cli')
  })
  const emulator = await startEmulator()
  const urls = Object.entries(emulator.urls).find(([name]) => name === provider.name)?.[1]
  return { values: { ...urls, ...provider.emulated(emulator.credentials) }, close: () => emulator.close() }
}

/** Asks an emulator that runs already, as `npx @auth/emulator` does. */
export async function findEmulated(provider: Provider, url: string): Promise<Emulated> {
  const fail = (): never => {
    throw new UsageError(`--emulator-url: no emulator answers at ${url}. \`npx @auth/emulator\` starts one`)
  }
  const response = await fetch(url, { headers: { accept: 'application/json' } }).catch(fail)
  const page: Record<string, { authBaseUrl: string; apiBaseUrl: string; credentials: unknown }> = await response
    .json()
    .catch(fail)
  const found = page[provider.name] ?? fail()
  const { authBaseUrl, apiBaseUrl, credentials } = found
  // What the page has under a provider's name is what the emulator's own object has there.
  const known = { [provider.name]: credentials } as unknown as EmulatorCredentials
  return { values: { authBaseUrl, apiBaseUrl, ...provider.emulated(known) }, close: async () => {} }
}
