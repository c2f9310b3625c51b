import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { UsageError } from '../failures/usage-error.ts'
import type { Field, Provider, Values } from '../providers/provider.ts'
import type { Terminal } from '../terminal.ts'

/** What the command line says: by flag, without the dashes. */
export type Flags = Readonly<Record<string, string | undefined>>

/**
 * Collects what a provider needs: from flags, else the environment, else the config file. Secrets and names come from
 * variables and files that the flags name, never from the command line itself.
 */
export async function findValues(
  { fields }: Provider,
  flags: Flags,
  configured: Values,
  terminal: Terminal,
): Promise<Values> {
  const entries = fields.map(
    async (field) => [field.name, readSwitch(field, await findValue(field, flags, configured, terminal))] as const,
  )
  return Object.fromEntries((await Promise.all(entries)).filter(([, value]) => value !== undefined))
}

/** A switch that is off is the same as one that is not set. */
function readSwitch({ isSwitch, flag, variable }: Field, value: string | undefined): string | undefined {
  if (!isSwitch || value === undefined || /^(yes|true|1)$/i.test(value)) return value
  if (/^(no|false|0|)$/i.test(value)) return undefined
  throw new UsageError(`--${flag} (${variable}) must be yes or no`)
}

async function findValue(
  { name, flag, variable, kind }: Field,
  flags: Flags,
  configured: Values,
  terminal: Terminal,
): Promise<string | undefined> {
  const { environment } = terminal
  const given = kind === 'setting' ? flags[flag] : undefined
  if (given !== undefined) return given
  const named = flags[`${flag}-env`]
  if (named !== undefined) {
    const value = environment[named]
    if (value) return value
    throw new UsageError(`--${flag}-env: the variable ${named} is not set`)
  }
  const path = flags[`${flag}-file`]
  if (path !== undefined) return readValue(`--${flag}-file`, path, terminal)
  if (environment[variable]) return environment[variable]
  const pathInVariable = environment[`${variable}_FILE`]
  if (pathInVariable) return readValue(`${variable}_FILE`, pathInVariable, terminal)
  if (configured[name] !== undefined) return configured[name]
  const configuredPath = configured[`${name}File`]
  return configuredPath === undefined ? undefined : readValue(`${name}File`, configuredPath, terminal)
}

/** The content of a file, or of the standard input for `-`, without the line break at its end. */
export async function readValue(source: string, path: string, { input }: Terminal): Promise<string> {
  try {
    const content = path === '-' ? await readAll(input) : await readFile(path, 'utf8')
    return content.replace(/\r?\n$/, '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new UsageError(`${source}: ${path} cannot be read${code}`)
  }
}

/** The fields without which a command, or a sign-in, cannot go on. */
export function findMissing({ fields }: Provider, values: Values, purpose: 'everything' | 'sign-in'): Field[] {
  return fields.filter(
    ({ name, neededFor, unless }) =>
      (neededFor === 'everything' || neededFor === purpose) &&
      values[name] === undefined &&
      (unless === undefined || values[unless] === undefined),
  )
}

/** What nobody may read: secrets, and who signs in. */
export function secretsIn({ fields }: Provider, values: Values): string[] {
  return fields.flatMap(({ name, kind }) => (kind === 'setting' ? [] : (values[name] ?? [])))
}
