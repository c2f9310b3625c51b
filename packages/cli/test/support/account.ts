import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmulatorOptions, type RunningEmulator, startEmulator } from '@auth/emulator'
import { onTestFinished } from 'vitest'

export type Environment = Readonly<Record<string, string>>

/** An emulated provider, and the environment of somebody who has an account there. */
export interface Account {
  readonly emulator: RunningEmulator
  /** Of all four providers, with folders of its own. */
  readonly environment: Environment
  readonly folder: string
  /** How many token requests have arrived. */
  tokenRequests(provider?: string): number
}

export async function createAccount(options: EmulatorOptions = {}): Promise<Account> {
  const emulator = await startEmulator(options)
  const folder = await createFolder()
  onTestFinished(() => emulator.close())
  return {
    emulator,
    folder,
    environment: { ...environmentOf(emulator), ...foldersIn(folder) },
    tokenRequests: (provider = 'genlogs') =>
      emulator.requests.filter((request) => request.provider === provider && request.endpoint === 'token').length,
  }
}

/** A temporary folder for one test. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-cli-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

export function foldersIn(folder: string): Environment {
  return { AUTH_CONFIG_DIR: join(folder, 'config'), AUTH_STATE_DIR: join(folder, 'state') }
}

/** What the README asks for, and the emulator's addresses. */
export function environmentOf({
  urls,
  credentials: { meshy, elasticpath, gooru, genlogs },
}: Pick<RunningEmulator, 'urls' | 'credentials'>): Environment {
  return {
    MESHY_AUTH_BASE_URL: urls.meshy.authBaseUrl,
    MESHY_API_BASE_URL: urls.meshy.apiBaseUrl,
    MESHY_ACCOUNT_NAME: meshy.accountName,
    MESHY_PUBLIC_KEY: meshy.publicKey,
    MESHY_USERNAME: meshy.username,
    MESHY_PASSWORD: meshy.password,
    ELASTICPATH_AUTH_BASE_URL: urls.elasticpath.authBaseUrl,
    ELASTICPATH_API_BASE_URL: urls.elasticpath.apiBaseUrl,
    ELASTICPATH_CLIENT_ID: elasticpath.clientId,
    ELASTICPATH_PASSWORD_PROFILE_ID: elasticpath.passwordProfileId,
    ELASTICPATH_USERNAME: elasticpath.username,
    ELASTICPATH_PASSWORD: elasticpath.password,
    GOORU_AUTH_BASE_URL: urls.gooru.authBaseUrl,
    GOORU_API_BASE_URL: urls.gooru.apiBaseUrl,
    GOORU_CLIENT_ID: gooru.clientId,
    GOORU_CLIENT_KEY: gooru.clientKey,
    GOORU_USERNAME: gooru.username,
    GOORU_PASSWORD: gooru.password,
    GENLOGS_AUTH_BASE_URL: urls.genlogs.authBaseUrl,
    GENLOGS_API_BASE_URL: urls.genlogs.apiBaseUrl,
    GENLOGS_API_KEY: genlogs.apiKey,
    GENLOGS_EMAIL: genlogs.email,
    GENLOGS_PASSWORD: genlogs.password,
  }
}
