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
  followToken(
    world: World,
    client: Client,
    call: Promise<Token>,
    asked: readonly string[] = [],
    onToken?: (value: string) => void,
  ): void {
    const { signedOut } = client
    // What was refused while the call was under way may cross its answer.
    const known = { askedAt: world.clock.truth(), signedOut, rejected: new Set([...client.rejected, ...asked]) }
    this.follow(world, `${client.name} getToken`, call, ({ value }) => {
      judge(world, client, value, known)
      onToken?.(value)
    })
  }
}

/** What was known when a token was asked for. */
interface Known {
  readonly askedAt: number
  readonly signedOut: boolean
  readonly rejected: ReadonlySet<string>
}

function judge(world: World, client: Client, value: string, { askedAt, signedOut, rejected }: Known): void {
  const { trace, clock, provider, violations, signOuts, setting, faults } = world
  trace.add(`${client.name} gives ${value}`)
  if (!client.given.includes(value)) client.given.push(value)
  const issued = provider.find(value)
  const age = clock.truth() - (issued?.sentAt ?? 0)
  if (!issued) violations.push(`unknown: ${client.name} gave ${value}, which was never issued`)
  else if (age >= issued.lifeMs) {
    violations.push(`expired: ${client.name} gave ${value}, which was ${age} ms old and lived for ${issued.lifeMs} ms`)
  }
  if (rejected.has(value)) violations.push(`rejected: ${client.name} gave ${value}, which it knew to be refused`)
  if (signedOut && client.signedOut)
    violations.push(`signed-out: ${client.name} gave ${value}, and is signed out itself`)
  if (setting.hasCredentials || faults.fault || !issued) return
  const violation = signOuts.judge(client.name, issued.session, askedAt)
  if (violation) violations.push(violation)
}

/** The signal of a caller who leaves after a while. */
export function impatience({ clock, tally }: Pick<World, 'clock' | 'tally'>, patienceMs: number): AbortSignal {
  const controller = new AbortController()
  clock.schedule(() => {
    tally.aborts += 1
    controller.abort('out of patience')
  }, patienceMs)
  return controller.signal
}

function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return String(error)
}
