import { parseArgs } from 'node:util'
import { checkedFault } from '../fault-check.ts'
import type { Fault } from '../faults.ts'
import { checkedProfile, type EmulatorProfile } from '../profile.ts'

export interface CliArguments {
  help: boolean
  version: boolean
  json: boolean
  env: boolean
  port: number
  hostname: string
  exposeToNetwork: boolean
  seed?: number
  profile: EmulatorProfile
  faults: readonly Fault[]
}

const defaultPort = '4010'
const kindsByStatus = new Map([
  ['429', 'rate-limit'],
  ['500', 'server-error'],
  ['503', 'unavailable'],
])

/** What the command line says. Throws a TypeError that names what is wrong with it. */
export function readArguments(args: readonly string[]): CliArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      env: { type: 'boolean', default: false },
      port: { type: 'string', short: 'p', default: defaultPort },
      host: { type: 'string', default: '127.0.0.1' },
      'expose-to-network': { type: 'boolean', default: false },
      seed: { type: 'string' },
      profile: { type: 'string', multiple: true, default: [] },
      faults: { type: 'string', multiple: true, default: [] },
    },
  })
  if (values.json && values.env) throw new TypeError('give --json or --env, not both')
  return {
    help: values.help,
    version: values.version,
    json: values.json,
    env: values.env,
    port: readPort(values.port),
    hostname: values.host,
    exposeToNetwork: values['expose-to-network'],
    ...(values.seed === undefined ? {} : { seed: readSeed(values.seed) }),
    profile: readProfile(items(values.profile)),
    faults: items(values.faults).map(readFault),
  }
}

/** Options may be repeated, and hold several things with commas between them. */
function items(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(',')).filter((text) => text !== '')
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new TypeError(`--port must be a number from 0 to 65535, not "${text}"`)
}

function readSeed(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  throw new TypeError(`--seed must be a whole number, not "${text}"`)
}

function readProfile(texts: readonly string[]): EmulatorProfile {
  const pairs = texts.map((text) => {
    const [provider = '', name, ...rest] = text.split('=')
    if (name === undefined || rest.length > 0) throw new TypeError(`--profile must be like gooru=nile, not "${text}"`)
    return [provider, name] as const
  })
  return checkedProfile(Object.fromEntries(pairs))
}

/** `provider:endpoint:kind:times`, for example `genlogs:token:500:3`. */
function readFault(text: string): Fault {
  const [provider, endpoint = '', kind, count = '', ...rest] = text.split(':')
  if (kind === undefined || rest.length > 0) {
    throw new TypeError(`--faults must be like genlogs:token:500:3, not "${text}"`)
  }
  return checkedFault({
    provider,
    ...(endpoint === '' || endpoint === '*' ? {} : { endpoint }),
    kind: kindsByStatus.get(kind) ?? kind,
    ...readCount(count),
  })
}

function readCount(text: string): Pick<Fault, 'times' | 'probability'> {
  if (text === '') return {}
  if (text === 'forever') return { times: Number.POSITIVE_INFINITY }
  return text.endsWith('%') ? { probability: Number(text.slice(0, -1)) / 100 } : { times: Number(text) }
}
