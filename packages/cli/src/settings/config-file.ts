import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../failures/usage-error.ts'
import type { Provider, Values } from '../providers/provider.ts'

/** Names and ids by profile and provider. A name with `File` after it names a file that holds the value. */
export type Config = Readonly<Record<string, Readonly<Record<string, Values>>>>

export function configPath(folder: string): string {
  return join(folder, 'config.json')
}

/** @throws {UsageError} for a file that is no such JSON */
export async function readConfig(folder: string): Promise<Config> {
  const path = configPath(folder)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new UsageError(`the config file ${path} cannot be read`)
  }
  const profiles: unknown = parse(text, path)?.['profiles'] ?? {}
  const isConfig =
    isObject(profiles) &&
    Object.values(profiles).every(
      (profile) =>
        isObject(profile) &&
        Object.values(profile).every(
          (values) => isObject(values) && Object.values(values).every((value) => typeof value === 'string'),
        ),
    )
  if (!isConfig) throw new UsageError(`the config file ${path} must be like {"profiles": {"default": {"meshy": {}}}}`)
  return profiles as Config // checked in the lines above
}

/** What the file says of a provider. @throws {UsageError} for a secret, or a name that is not known */
export function valuesIn(config: Config, profile: string, { name, fields }: Provider): Values {
  const values = config[profile]?.[name] ?? {}
  for (const key of Object.keys(values)) {
    const field = fields.find((one) => one.name === key || `${one.name}File` === key)
    if (!field) throw new UsageError(`the config file has "${key}" for ${name}, which is not known`)
    if (field.kind === 'secret' && field.name === key) {
      throw new UsageError(`the config file has "${key}" for ${name}, a secret: put it in a file and say "${key}File"`)
    }
  }
  return values
}

/** Keeps names and ids for the next time. */
export async function saveValues(folder: string, profile: string, provider: Provider, values: Values): Promise<void> {
  const config = await readConfig(folder)
  const own = { ...config[profile]?.[provider.name], ...values }
  const profiles = { ...config, [profile]: { ...config[profile], [provider.name]: own } }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = `${configPath(folder)}.${crypto.randomUUID()}`
  try {
    await writeFile(temporary, `${JSON.stringify({ profiles }, null, 2)}\n`, { mode: 0o600 })
    await rename(temporary, configPath(folder))
  } finally {
    await rm(temporary, { force: true })
  }
}

function parse(text: string, path: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (isObject(parsed)) return parsed
  } catch {
    // The parser's own words quote the file.
  }
  throw new UsageError(`the config file ${path} is not a JSON object`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
