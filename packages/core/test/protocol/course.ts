import { isAuthError } from '../../src/index.ts'
import { createSimulationClock } from '../simulation/simulation-clock.ts'
import { ada, createTestAuth, type TestAuth } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'
import type { Choice, Course } from './explore.ts'
import { createScriptedStore, type Flaw } from './scripted-store.ts'

/** What one process does, once the token has expired. */
export type Deed = 'renews' | 'signs out' | 'signs in'

export interface Scenario {
  /** One for each process. */
  readonly deeds: readonly Deed[]
  /** How often a process may be killed, or stopped for a while. */
  readonly faults: number
  readonly flaw?: Flaw
}

interface Process {
  readonly name: string
  readonly auth: TestAuth
  state: 'runs' | 'stopped' | 'killed'
  /** What the provider has issued to it, until it is written. */
  unwritten: Issued | undefined
  result: unknown
}

interface Issued {
  readonly refreshToken: string
  readonly by: 'password' | 'refresh'
  /** Refresh tokens of one sign-in, each issued for the one before. */
  readonly family: number
}

interface Step {
  readonly process: string
  readonly label: string
  go(): void
}

const lifeMs = 3_600_000
const longestFlightMs = 40_000

/** Processes that share one session, at the moment its token expires. */
export async function beginCourse({ deeds, faults, flaw }: Scenario): Promise<Course> {
  const clock = createSimulationClock()
  const endpoint = createTokenEndpoint(clock)
  const store = createScriptedStore(clock, flaw)
  let steps: Step[] = []
  let isFree = true
  let faultsLeft = faults
  /** Refresh tokens, in the order in which they were issued. */
  let issued: Issued[] = []
  /** Whether somebody may send what is used up, or nobody has what came for it: see {@link noteLoss}. */
  let isReuseExcused = false
  let isLossExcused = false

  function pace(process: Process, label: string, signal?: AbortSignal | null): Promise<void> {
    if (isFree && process.state === 'runs') return Promise.resolve()
    return new Promise((resolve, reject) => {
      const step: Step = { process: process.name, label, go: resolve }
      signal?.addEventListener('abort', () => {
        steps = steps.filter((other) => other !== step)
        reject(signal.reason)
      })
      steps = [...steps, step]
    })
  }

  async function send(process: Process, input: string | URL | Request, init?: RequestInit): Promise<Response> {
    await pace(process, 'sends', init?.signal)
    const answer = await endpoint.fetch(input, { ...init, signal: null })
    const { grant: by, refreshToken: used } = endpoint.requests.at(-1) ?? {}
    if (answer.ok && by && by !== 'revoke') {
      const { refresh_token: refreshToken } = await answer.clone().json()
      const family = issued.find((other) => other.refreshToken === used)?.family ?? issued.length
      process.unwritten = { refreshToken, by, family }
      issued = [...issued, process.unwritten]
    }
    await pace(process, 'gets its answer', init?.signal)
    return answer
  }

  /**
   * A process is gone, or has lost its lock, from the moment it could no longer be kept from sending until it has written
   * what the provider issued: nobody else can have that, and whoever comes next sends what is used up.
   */
  function noteLoss(process: Process): void {
    const { unwritten, state } = process
    const isKilled = state === 'killed'
    const isSending = steps.some(({ process: name, label }) => name === process.name && label === 'sends')
    if (unwritten?.by === 'refresh' || (isSending && !isKilled)) isReuseExcused = true
    if (unwritten?.by === 'refresh' && isKilled) isLossExcused = true
    // A sign-in that nobody got to know of leaves what was there.
    if (unwritten?.by === 'password' && isKilled) issued = issued.filter((other) => other !== unwritten)
  }

  const processes = deeds.map((_, index) => {
    const process: Process = {
      name: `p${index + 1}`,
      state: 'runs',
      unwritten: undefined,
      result: undefined,
      auth: createTestAuth({
        clock,
        endpoint,
        identity: 'ada',
        credentials: undefined,
        fetch: (input, init) => send(process, input, init),
        store: store.reachedBy(
          `p${index + 1}`,
          async (label, signal) => {
            await pace(process, label, signal)
            if (label === 'writes') process.unwritten = undefined
          },
          () => process.state === 'runs',
        ),
      }).auth,
    }
    return process
  })
  await processes[0]?.auth.signIn(ada)
  for (const { auth } of processes) await auth.getToken()
  await clock.advance(lifeMs)
  isFree = false
  processes.forEach((process, index) => {
    const calls = {
      renews: () => process.auth.getToken().then(({ value }) => value),
      'signs out': () => process.auth.signOut().then(() => 'signed out'),
      'signs in': () => process.auth.signIn(ada).then(() => 'signed in'),
    }
    calls[deeds[index] ?? 'renews']().then(
      (value) => {
        process.result = value
      },
      (error: unknown) => {
        process.result = isAuthError(error) ? error.code : error
      },
    )
  })

  function choicesOf(process: Process): Choice[] {
    const own = steps.filter((step) => step.process === process.name)
    const choices: Choice[] = []
    if (process.state === 'runs') {
      for (const step of own) choices.push({ label: `${process.name} ${step.label}`, happen: () => take(step) })
      if (own.length > 0 && faultsLeft > 0) {
        choices.push({ label: `${process.name} is killed`, happen: () => strike(process, 'killed') })
        choices.push({ label: `${process.name} is stopped`, happen: () => strike(process, 'stopped') })
      }
    }
    if (process.state === 'stopped') {
      choices.push({ label: `${process.name} goes on`, happen: () => goOn(process) })
    }
    if (process.state !== 'runs' && store.holder === process.name && store.waiting > 0) {
      choices.push({
        label: `the lock of ${process.name} expires`,
        happen() {
          noteLoss(process)
          store.expire()
        },
      })
    }
    return choices
  }

  function take(step: Step): void {
    steps = steps.filter((other) => other !== step)
    step.go()
  }

  function strike(process: Process, state: 'killed' | 'stopped'): void {
    faultsLeft -= 1
    process.state = state
    if (state === 'killed') noteLoss(process)
  }

  function goOn(process: Process): void {
    process.state = 'runs'
    // It learns of a lock that it has lost before it does anything else.
    store.tell(process.name)
  }

  return {
    async choices() {
      await clock.advance(0)
      const choices = processes.flatMap(choicesOf)
      if (choices.length > 0 || clock.timers === 0) return choices
      await clock.advance(longestFlightMs)
      return processes.flatMap(choicesOf)
    },
    get isExcused() {
      return endpoint.reuseDetected || isLossExcused
    },
    async judge() {
      isFree = true
      const problems: string[] = []
      const alive = processes.filter(({ state }) => state !== 'killed')
      const isOut = (text: string | undefined): boolean => text?.includes('"signedOut":true') ?? false
      const isExcused = endpoint.reuseDetected || isLossExcused
      if (endpoint.reuseDetected && !isReuseExcused) problems.push('a refresh token was spent twice')
      const newest = newestToken()
      if (newest !== undefined && !isExcused && !isOut(store.text) && !store.text?.includes(`"${newest}"`)) {
        problems.push(`${newest} is lost`)
      }
      const isSignedOut = processes.some(({ result }) => result === 'signed out')
      const isSignedIn = deeds.includes('signs in')
      if (isSignedOut && !isSignedIn && !isOut(store.text)) problems.push('the sign-out was undone')
      await clock.advance(2 * longestFlightMs)
      for (const { name, auth, result } of alive) {
        if (result === undefined) problems.push(`${name} waits for ever`)
        const call = auth.getToken().then(
          () => 'a token',
          (error: unknown) => (isAuthError(error) ? error.code : error),
        )
        const outcome = await clock.settle(call)
        const isOver = isOut(store.text) || isExcused
        if (outcome !== 'a token' && !(isOver && outcome === 'reauth_required')) problems.push(`${name}: ${outcome}`)
        if (outcome === 'a token' && isSignedOut && !isSignedIn) problems.push(`${name} has a token after the sign-out`)
      }
      return problems
    },
  }

  /** The refresh token that works: of the latest sign-in that succeeded. */
  function newestToken(): string | undefined {
    const spent = new Set(endpoint.requests.map(({ refreshToken }) => refreshToken))
    const isSignedIn = processes.some(({ result }) => result === 'signed in')
    const latest = issued.findLast(({ by }) => isSignedIn && by === 'password')?.family ?? 0
    return issued.findLast(({ family, refreshToken }) => family === latest && !spent.has(refreshToken))?.refreshToken
  }
}
