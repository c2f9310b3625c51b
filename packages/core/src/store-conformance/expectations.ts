/** What {@link TokenStore} asks, in its own words. */
export const rules = {
  read: '`read` gives the current value of `key`, and `undefined` for none',
  readsDoNotWait: '`read` does not wait for a lock',
  opaque: 'values are opaque strings, and come back as they were written',
  exclusive: '`update` runs `change` with the current value while nobody else changes `key`',
  apart: 'a lock is the lock of one key: others are not kept waiting',
  returns: '`update` returns what is stored afterwards; `undefined` removes the key',
  throws: 'when `change` fails, nothing is written, the lock is let go, and `update` fails with the same error',
  abort:
    'once `signal` is aborted, nobody waits any more: the lock is let go, or no longer waited for, and nothing is written',
  lost: 'the signal that `change` gets is aborted when the lock is lost, and not before',
  late: 'what is written replaces the value that `change` was given: as long as that is what is stored, a holder that has lost its lock can write',
  replaced:
    'what is written replaces the value that `change` was given, and no other: where somebody else has written meanwhile, `change` is run again with what is stored now, or the update fails',
  owner: 'a lock is let go by who holds it, and by nobody else',
  triedAgain: 'a write that fails is tried again while the lock is held',
  now: '`now` is the time in epoch milliseconds, and does not go back',
  cheapNow: '`now` answers without a round trip: its offset is kept, not its answer',
  watch:
    '`watch` calls `onChange` soon after somebody else has changed `key`, until the function that it returned is called',
  canWrite: '`canWrite` is `true` where the store can be written, or a function that says so, or left out',
  life: 'what is written is of use for `lifeMs`, unless it is written again, and is not dropped before',
  tombstone: 'a sign-out leaves a record, so that others who hold the session learn of it',
  once: 'a refresh token is spent by one client; all others wait, and use what that one has stored',
} as const

export type Rule = keyof typeof rules

/** What a store did wrong, and what it is asked for. */
class ContractBroken extends Error {
  override readonly name = 'ContractBroken'
}

export function fail(rule: Rule, found: string, cause?: unknown): never {
  if (cause instanceof ContractBroken) throw cause
  throw new ContractBroken(`${found}. What the contract asks: ${rules[rule]}.`, { cause })
}

export function expectValue(rule: Rule, what: string, found: unknown, expected: string | undefined): void {
  if (found !== expected) fail(rule, `${what} was ${show(found)} and should have been ${show(expected)}`)
}

/** A value for people to read: long ones are not printed whole, and no character is taken for another. */
export function show(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  const start = JSON.stringify(value.slice(0, 50)).replace(/[^ -~]/g, spellOut)
  return value.length > 50 ? `${start}… (${value.length} characters)` : start
}

function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Resolves to whether the promise settles in time. */
export async function settles(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  const done = promise.then(
    () => true,
    () => true,
  )
  const { promise: over, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(() => resolve(false), limitMs)
  try {
    const inTime = await Promise.race([done, over])
    // A process that stood still runs its timers before it reads what has arrived meanwhile.
    return inTime || (await Promise.race([done, turns(20)]))
  } finally {
    clearTimeout(timer)
  }
}

/** Lets whatever is ready run. */
export async function turns(count: number): Promise<false> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
  return false
}
