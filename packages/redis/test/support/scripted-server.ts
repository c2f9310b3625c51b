import { createHash } from 'node:crypto'
import { createLua, type Reply } from './run-lua.ts'

/** What is to become of one command: the script runs or not, and its answer comes or not. */
export type Fate = 'answered' | 'not-run' | 'answer-lost' | 'hangs' | { readonly refused: string }

/** A server of one process, which runs the scripts as they are, in virtual time, with faults between it and clients. */
export interface ScriptedServer {
  /** How many commands came, by name. */
  readonly counts: Record<string, number>
  /** What becomes of each command, in the order in which they come; after the last: answered. */
  readonly fates: Fate[]
  /** Commands of the server that fail inside scripts, with what it says: as for a user without rights. */
  readonly refusals: Map<string, string>
  /** Commands with these values get no answer, and are not run. */
  ignore: (values: readonly string[]) => boolean
  /** Whether commands wait for {@link runDelayed}. */
  delay: boolean
  /** Runs what waits, in the order in which it came. */
  runDelayed(): void
  /** What `redis.sha1hex` says. */
  digestOf: (text: string) => string
  readonly texts: Map<string, { readonly value: string; readonly endsAt: number }>
  set(key: string, value: string): void
  remove(key: string): void
  /** Forgets the scripts, as after a restart. */
  forgetScripts(): void
  run(command: 'EVAL' | 'EVALSHA', script: string, keys: readonly string[], values: readonly string[]): Promise<unknown>
  subscribe(channel: string, listener: (channel: string, message: string) => void): void
  unsubscribe(channel: string): void
}

export function createScriptedServer(time: { now(): number }): ScriptedServer {
  // Redis knows no fractions.
  const clock = { now: () => Math.floor(time.now()) }
  const texts = new Map<string, { value: string; endsAt: number }>()
  const scripts = new Map<string, string>()
  const listeners = new Map<string, Set<(channel: string, message: string) => void>>()
  const refusals = new Map<string, string>()

  const delayed: (() => void)[] = []

  const live = (key: string): { value: string; endsAt: number } | undefined => {
    const entry = texts.get(key)
    if (!entry || entry.endsAt > clock.now()) return entry
    texts.delete(key)
    return undefined
  }
  const publish = (channel: string, message: string): void => {
    for (const listener of listeners.get(channel) ?? []) queueMicrotask(() => listener(channel, message))
  }
  const commands: Record<string, (key: string, ...rest: string[]) => Reply> = {
    TIME: () => [String(Math.floor(clock.now() / 1000)), String((clock.now() % 1000) * 1000)],
    GET: (key) => live(key)?.value ?? null,
    SET: (key, value = '', _, life) => {
      texts.set(key, { value, endsAt: life === undefined ? Infinity : clock.now() + Number(life) })
      return 'OK'
    },
    DEL: (key) => Number(texts.delete(key)),
    PTTL: (key) => {
      const entry = live(key)
      if (!entry) return -2
      return entry.endsAt === Infinity ? -1 : entry.endsAt - clock.now()
    },
    PEXPIRE: (key, life) => {
      const entry = live(key)
      if (!entry) return 0
      entry.endsAt = clock.now() + Number(life)
      return 1
    },
    PUBLISH: (channel, message = '') => {
      publish(channel, message)
      return listeners.get(channel)?.size ?? 0
    },
  }
  const call = ([name = '', key = '', ...rest]: readonly string[]): Reply => {
    const refusal = refusals.get(name)
    if (refusal !== undefined) throw new Error(refusal)
    const command = commands[name]
    if (!command) throw new Error(`ERR unknown command ${name}`)
    return command(key, ...rest)
  }
  const runLua = createLua({ call, digestOf: (text) => server.digestOf(text) })

  const server: ScriptedServer = {
    ...{ counts: {}, fates: [], refusals, texts },
    ignore: () => false,
    delay: false,
    runDelayed() {
      server.delay = false
      for (const resume of delayed.splice(0)) resume()
    },
    digestOf: (text) => createHash('sha1').update(text).digest('hex'),
    set: (key, value) => void texts.set(key, { value, endsAt: Infinity }),
    remove: (key) => void texts.delete(key),
    forgetScripts: () => scripts.clear(),
    async run(command, script, keys, values) {
      server.counts[command] = (server.counts[command] ?? 0) + 1
      if (server.delay) await new Promise<void>((resume) => delayed.push(resume))
      const fate = server.fates.shift() ?? 'answered'
      if (fate === 'hangs' || server.ignore(values)) return new Promise(() => {})
      if (fate === 'not-run') throw new Error('Socket closed unexpectedly')
      if (typeof fate === 'object') throw new Error(fate.refused)
      const text = command === 'EVAL' ? script : scripts.get(script)
      if (text === undefined) throw new Error('NOSCRIPT No matching script. Please use EVAL.')
      scripts.set(createHash('sha1').update(text).digest('hex'), text)
      const reply = runLua(text, keys, values)
      if (fate === 'answer-lost') throw new Error('Socket closed unexpectedly')
      return reply
    },
    subscribe(channel, listener) {
      server.counts['SUBSCRIBE'] = (server.counts['SUBSCRIBE'] ?? 0) + 1
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
    },
    unsubscribe(channel) {
      server.counts['UNSUBSCRIBE'] = (server.counts['UNSUBSCRIBE'] ?? 0) + 1
      listeners.delete(channel)
    },
  }
  return server
}
