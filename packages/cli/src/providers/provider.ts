import type { Auth, AuthOptions } from '@auth/core'
import type { EmulatorCredentials } from '@auth/emulator/fetch'

/** Something that a provider needs to know, and where it comes from. */
export interface Field {
  /** In the config file, and among the options of the provider's package. */
  readonly name: string
  /** Without the dashes. */
  readonly flag: string
  /** The environment variable; with `_FILE` after it, the name of a file that holds the value. */
  readonly variable: string
  /** What it is, for help and prompts. */
  readonly label: string
  /**
   * - `setting`: an id or a name that a command line and the config file may show
   * - `name`: who signs in. Command lines, which every process of the machine can read, do not show it
   * - `secret`: not kept, not shown, not echoed
   */
  readonly kind: 'setting' | 'name' | 'secret'
  /** What needs it: every command, or only a sign-in. */
  readonly neededFor: 'everything' | 'sign-in' | 'nothing'
  /** Whether it is yes or no, and no is as good as nothing. @default false */
  readonly isSwitch?: boolean | undefined
  /** The field whose value makes this one superfluous. */
  readonly unless?: string | undefined
}

/** By the name of the field. */
export type Values = Readonly<Record<string, string | undefined>>

/** What is the same for every provider. */
export type SharedOptions = Pick<AuthOptions<never>, 'store' | 'identity' | 'fetch' | 'onEvent' | 'timing'>

/** A session, and how it is started with values that were asked for. */
export interface ProviderSession {
  readonly auth: Auth<unknown, never>
  /** Signs in with these values. */
  signIn(values: Values): Promise<unknown>
  /** Waits for what runs, and closes what the session needs. */
  settle(): Promise<void>
}

/** A provider, as the commands see it. */
export interface Provider {
  readonly name: string
  readonly title: string
  /** What the names of its environment variables begin with. */
  readonly prefix: string
  readonly fields: readonly Field[]
  /** A path of the API that answers to every session. */
  readonly example: string
  open(values: Values, shared: SharedOptions): ProviderSession
  /** Whether a POST signs in with credentials, which may be refused; a renewal does not. */
  isSignIn(url: URL, body: string): boolean
  /** Which way of signing in the values are for. */
  mechanism(values: Values): string
  /** Where tokens come from and where the API is. */
  urls(values: Values): { readonly authBaseUrl: string; readonly apiBaseUrl: string }
  /** What signs in to the emulator. */
  emulated(credentials: EmulatorCredentials): Values
}

/** The value of a field that was checked to be there. */
export function requiredText(values: Values, name: string): string {
  return values[name] ?? ''
}

/** The fields that every provider has. */
export function sharedFields(prefix: string): Field[] {
  return [
    {
      ...{ name: 'authBaseUrl', flag: 'auth-base-url', variable: `${prefix}_AUTH_BASE_URL` },
      ...{ label: 'base URL of the sign-in, in place of the provider’s', kind: 'setting', neededFor: 'nothing' },
    },
    {
      ...{ name: 'apiBaseUrl', flag: 'api-base-url', variable: `${prefix}_API_BASE_URL` },
      ...{ label: 'base URL of the API, in place of the provider’s', kind: 'setting', neededFor: 'nothing' },
    },
  ]
}

/** A field whose flag and variable follow from its name: `accountName` → `--account-name`, `MESHY_ACCOUNT_NAME`. */
export function field(
  prefix: string,
  name: string,
  kind: Field['kind'],
  neededFor: Field['neededFor'],
  label: string,
  unless?: string,
): Field {
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const variable = `${prefix}_${flag.replaceAll('-', '_').toUpperCase()}`
  return { name, flag, variable, label, kind, neededFor, unless }
}
