import type { Token } from '../../src/index.ts'
import type { Client, World } from './world.ts'

/** Callers that are still waiting. */
export class Callers {
  #waiting = 0

  get waiting(): number {
    return this.#waiting
  }

  /** Follows a call to its end, and writes down how it ended. */
  follow<Result>(world: World, name: string, call: Promise<Result>, onResult?: (result: Result) => void): void {
    this.#waiting += 1
    call
      .then(
        (result) => onResult?.(result),
        (error: unknown) => world.trace.add(`${name}: ${reasonOf(error)}`),
      )
      .then(() => {
        this.#waiting -= 1
      })
  }

  /** As {@link follow}, for calls that bring a token: it is judged. */
  followToken(world: World, client: Client, call: Promise<Token>, asked: readonly string[] = []): void {
    // What was refused while the call was under way may cross its answer.
    const rejected = new Set([...client.rejected, ...asked])
    this.follow(world, `${client.name} getToken`, call, (token) => judge(world, client, token.value, rejected))
  }
}

function judge(world: World, client: Client, value: string, rejected: ReadonlySet<string>): void {
  const { trace, clock, provider, violations } = world
  trace.add(`${client.name} gives ${value}`)
  if (!client.given.includes(value)) client.given.push(value)
  const issued = provider.find(value)
  const age = clock.truth() - (issued?.sentAt ?? 0)
  if (!issued) violations.push(`unknown: ${client.name} gave ${value}, which was never issued`)
  else if (age >= issued.lifeMs) {
    violations.push(`expired: ${client.name} gave ${value}, which was ${age} ms old and lived for ${issued.lifeMs} ms`)
  }
  if (rejected.has(value)) violations.push(`rejected: ${client.name} gave ${value}, which it knew to be refused`)
}

function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return String(error)
}
