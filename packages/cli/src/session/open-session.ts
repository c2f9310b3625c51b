import { createHash } from 'node:crypto'
import type { AuthEvent, Fetch, TokenStore } from '@auth/core'
import { encrypted } from '@auth/core/encrypted'
import { createFileStore } from '@auth/core/file-store'
import { MissingValuesError, UsageError } from '../failures/usage-error.ts'
import type { Field, Provider, ProviderSession, Values } from '../providers/provider.ts'
import { readConfig, valuesIn } from '../settings/config-file.ts'
import { type Flags, findMissing, findValues, secretsIn } from '../settings/find-values.ts'
import { configFolder, sessionFolder } from '../settings/folders.ts'
import type { Terminal } from '../terminal.ts'
import { findEmulated, startEmulated } from './emulated.ts'
import { rememberRefusals } from './refusals.ts'
import { findStoreKey } from './store-key.ts'

/** What a command was told about the session that it is to use. */
export interface SessionRequest {
  readonly provider: Provider
  readonly profile: string
  readonly flags: Flags
  /** Start an emulator in this process, and keep nothing. */
  readonly emulator: boolean
  readonly emulatorUrl?: string | undefined
  readonly storeKeyCommand?: string | undefined
  readonly onEvent?: ((event: AuthEvent) => unknown) | undefined
  /** Told what no output may show, as soon as it is known. */
  readonly onSecrets: (secrets: readonly string[]) => void
  /** Told that a sign-in was not sent because it was refused before, and for how long none like it will be. */
  readonly onHeld: (leftMs: number) => void
  /** Sends requests, in place of the platform’s. */
  readonly fetch?: Fetch | undefined
  /** Changes the store, for example so that nothing is written. */
  readonly adaptStore?: ((store: TokenStore) => TokenStore) | undefined
  /** Brings what is missing, where somebody can be asked. */
  readonly ask?: ((fields: readonly Field[]) => Promise<Values>) | undefined
  /** What the values are needed for. @default 'everything' */
  readonly purpose?: 'everything' | 'sign-in' | undefined
}

/** A session, with the values that it was opened with. */
export interface OpenSession extends ProviderSession {
  readonly values: Values
  /** Which values somebody typed. */
  readonly asked: Values
  /** Whether the store encrypts. */
  readonly isEncrypted: boolean
}

/** @throws {UsageError} for values that are missing, and for a wrong store key */
export async function openSession(request: SessionRequest, terminal: Terminal): Promise<OpenSession> {
  const { provider, emulator, emulatorUrl, storeKeyCommand } = request
  const key = await findStoreKey(terminal, storeKeyCommand)
  const emulated = emulator
    ? await startEmulated(provider)
    : emulatorUrl
      ? await findEmulated(provider, emulatorUrl)
      : undefined
  // A server that nobody closes keeps the process.
  const close = async (): Promise<void> => emulated?.close()
  try {
    const session = await openWith(request, terminal, key, emulated?.values)
    return { ...session, settle: () => session.settle().finally(close) }
  } catch (error) {
    await close()
    throw error
  }
}

async function openWith(
  request: SessionRequest,
  terminal: Terminal,
  key: CryptoKey | undefined,
  emulated: Values | undefined,
): Promise<OpenSession> {
  const { provider, profile, flags, onSecrets, purpose = 'everything' } = request
  const config = await readConfig(configFolder(terminal.environment))
  // What an emulator accepts is what it says: nothing of a real account goes there.
  const found = emulated ?? (await findValues(provider, flags, valuesIn(config, profile, provider), terminal))
  onSecrets(secretsIn(provider, found))
  const missing = findMissing(provider, found, purpose)
  if (missing.length > 0 && !request.ask) throw new MissingValuesError(describeMissing(provider, missing))
  const asked = missing.length > 0 ? ((await request.ask?.(missing)) ?? {}) : {}
  onSecrets(secretsIn(provider, asked))
  const values = { ...found, ...asked }
  const store = request.emulator ? undefined : openStore(terminal, key)
  const identity = identityOf(profile, provider, values, key)
  const send: Fetch = (input, init) => (request.fetch ?? globalThis.fetch)(input, init)
  const { name, isSignIn } = provider
  const refusals = { key: `${name}.refused.${identity}`, provider: name, isSignIn, isForced: purpose === 'sign-in' }
  const open = (): ProviderSession =>
    provider.open(values, {
      ...(store && { store: request.adaptStore?.(store) ?? store, identity }),
      fetch: store ? rememberRefusals(send, { ...refusals, store, onHeld: request.onHeld }) : send,
      onEvent: request.onEvent,
    })
  const session = checked(open, provider.fields)
  return { ...session, values, asked, isEncrypted: key !== undefined }
}

export function describeMissing(provider: Provider, missing: readonly Field[]): string {
  const names = missing.map(({ variable }) => variable).join(', ')
  const verb = missing.length === 1 ? 'is' : 'are'
  return `${names} ${verb} not set. Set ${missing.length === 1 ? 'it' : 'them'} in the environment, or see \`auth-cli sign-in ${provider.name} --help\``
}

function openStore({ environment }: Terminal, key: CryptoKey | undefined): TokenStore {
  const store = checked(() => createFileStore({ directory: sessionFolder(environment) }))
  return key ? encrypted(store, key) : store
}

/**
 * Makes something of what the command line, the environment and the config file say: here they are the options. What is
 * wrong with one is told of the variable that it can be set with.
 */
function checked<Made>(make: () => Made, fields: readonly Field[] = []): Made {
  try {
    return make()
  } catch (error) {
    const [, problem] =
      /^@auth\/\w+: (?:`credentials`: )?(.+)/.exec(error instanceof TypeError ? error.message : '') ?? []
    if (problem === undefined) throw error
    const variableOf = (option: string): string | undefined => fields.find(({ name }) => name === option)?.variable
    throw new UsageError(problem.replace(/`(\w+)`/g, (quoted, option) => variableOf(option) ?? quoted))
  }
}

/** Part of the name of the session's file. Another person, or another account, is another session. */
function identityOf(profile: string, provider: Provider, values: Values, key: CryptoKey | undefined): string {
  const who = provider.fields.flatMap(({ name, kind }) => (kind === 'name' ? [values[name] ?? ''] : []))
  const parts = [...who, values['accountId'] ?? '', values['tenant'] ?? '', values['anonymous'] ? 'anonymous' : '']
  // A call without the key must not write in the open what others keep encrypted.
  const how = key ? '.encrypted' : ''
  return `${profile}${how}.${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`
}
