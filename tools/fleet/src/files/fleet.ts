import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningEmulator, startEmulator } from '@auth/emulator'
import type { Answer, Order, Place, Report, Session, Step } from './messages.ts'

const hourMs = 3_600_000

/** What the provider has seen. */
export interface Counts {
  readonly signIns: number
  readonly renewals: number
  /** Refresh tokens that came a second time: each ends its session. */
  readonly reused: number
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id' | 'offsetMs'> : never

/** A process of the fleet. */
export class Member {
  readonly #child: ChildProcess
  readonly #fleet: Fleet
  readonly ready: Promise<void>
  #asked = 0

  constructor(fleet: Fleet) {
    this.#fleet = fleet
    const program = fileURLToPath(new URL('./member.ts', import.meta.url))
    this.#child = fork(program, [JSON.stringify(fleet.place)], { execArgv: ['--conditions=@auth/source'] })
    this.ready = this.#hear((report) => (report.type === 'ready' ? true : undefined)).then(() => {})
    this.ready.catch(() => {})
  }

  ask(session: Session, callers: number): Promise<Answer> {
    return this.#answerTo({ type: 'ask', session, callers })
  }

  signIn(session: Session): Promise<Answer> {
    return this.#answerTo({ type: 'sign in', session })
  }

  /** Resolves when the process has come to this step, where it waits. */
  async stopAt(step: Step): Promise<void> {
    const reached = this.#hear((report) => (report.type === 'reached' ? true : undefined))
    this.#tell({ type: 'stop at', step })
    await reached
  }

  goOn(): void {
    this.#tell({ type: 'go on' })
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(name)
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.signal('SIGKILL')
    await gone
  }

  #answerTo(order: WithoutId<Extract<Order, { id: number }>>): Promise<Answer> {
    this.#asked += 1
    const id = this.#asked
    const heard = this.#hear((report) => (report.type === 'answer' && report.id === id ? report.answer : undefined))
    this.#tell({ ...order, id, offsetMs: this.#fleet.offsetMs })
    return heard
  }

  #tell(order: Order): void {
    this.#child.send(order)
  }

  #hear<Result>(choose: (report: Report) => Result | undefined): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const listen = (report: Report): void => {
      const result = choose(report)
      if (result === undefined) return
      stop()
      resolve(result)
    }
    const leave = (): void => {
      stop()
      reject(new Error('the process has ended'))
    }
    const stop = (): void => {
      this.#child.off('message', listen)
      this.#child.off('exit', leave)
    }
    this.#child.on('message', listen)
    this.#child.on('exit', leave)
    return promise
  }
}

/** Processes that share a folder, and a provider that rotates refresh tokens and ends a session that uses one twice. */
export class Fleet implements AsyncDisposable {
  readonly place: Place
  readonly #emulator: RunningEmulator
  readonly #members: Member[] = []
  offsetMs = 0

  static async start({ isApart = false }: { isApart?: boolean } = {}): Promise<Fleet> {
    const emulator = await startEmulator({
      journalLimit: Number.POSITIVE_INFINITY,
      meshy: { refreshTokenRotation: true, reuseDetection: true, accessTokenLifetimeMs: hourMs },
    })
    return new Fleet(emulator, await mkdtemp(join(tmpdir(), 'auth-fleet-')), isApart)
  }

  constructor(emulator: RunningEmulator, directory: string, isApart: boolean) {
    this.#emulator = emulator
    const { authBaseUrl, apiBaseUrl } = emulator.urls.meshy
    this.place = { ...emulator.credentials.meshy, authBaseUrl, apiBaseUrl, directory, isApart }
  }

  async add(count: number): Promise<Member[]> {
    const members = Array.from({ length: count }, () => new Member(this))
    this.#members.push(...members)
    await Promise.all(members.map((member) => member.ready))
    return members
  }

  /** Lets every token expire. */
  expire(): void {
    this.pass(hourMs)
  }

  /** Lets time pass, as every process will know with what it is told next. */
  pass(ms: number): void {
    this.offsetMs += ms
    this.#emulator.advance(ms)
  }

  /** What the provider has seen since the start. */
  get counts(): Counts {
    const requests = this.#emulator.requests.filter(({ endpoint }) => endpoint === 'token')
    const renewals = requests.filter(({ parameters }) => parameters['grant_type'] === 'refresh_token')
    return {
      signIns: requests.length - renewals.length,
      renewals: renewals.filter(({ status }) => status === 200).length,
      reused: renewals.filter(({ status }) => status === 400).length,
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#members.map((member) => member.kill()))
    await this.#emulator.close()
    await rm(this.place.directory, { recursive: true, force: true, maxRetries: 5 })
  }
}
