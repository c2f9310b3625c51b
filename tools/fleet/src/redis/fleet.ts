import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order, Report, RoundCalls, Step } from '../common/protocol.ts'
import type { WorkerSettings } from './worker-settings.ts'

/** A process of a fleet. */
export interface Worker {
  readonly name: string
  readonly process: ChildProcess
  send(order: Order): void
  next<Type extends Report['type']>(type: Type): Promise<Extract<Report, { type: Type }>>
  readonly isAlive: boolean
}

/** Processes on one session. */
export interface Fleet extends AsyncDisposable {
  readonly workers: readonly Worker[]
  /** Every process that lives calls at once. A process that dies or is stopped meanwhile is left out. */
  round(callers: number, limitMs?: number): Promise<RoundCalls>
  /** Resolves to the first process that reaches a step; it waits there, and the others pass. */
  catchAt(step: Step): Promise<Worker>
  named(name: string): Worker
}

const file = fileURLToPath(new URL('./worker.ts', import.meta.url))

export async function startFleet(settings: readonly WorkerSettings[]): Promise<Fleet> {
  const workers = await Promise.all(settings.map(startWorker))
  return {
    workers,
    async round(callers, limitMs = 60_000) {
      const living = workers.filter(({ isAlive }) => isAlive)
      const reports = living.map((worker) =>
        worker.next('round').then(
          ({ calls }) => calls,
          () => none,
        ),
      )
      for (const worker of living) worker.send({ do: 'round', callers, limitMs })
      return sum(await Promise.all(reports))
    },
    async catchAt(step) {
      const caught = Promise.race(
        workers.map(async (worker) => {
          await worker.next('reached').catch(() => never)
          return worker
        }),
      )
      for (const worker of workers) if (worker.isAlive) worker.send({ do: 'trap', step })
      const first = await caught
      for (const worker of workers) {
        if (worker === first || !worker.isAlive) continue
        worker.send({ do: 'trap', step: undefined })
        worker.send({ do: 'pass' })
      }
      return first
    },
    named: (name) => {
      const found = workers.find((worker) => worker.name === name)
      if (!found) throw new Error(`there is no process ${name}`)
      return found
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(
        workers.map(async ({ process, isAlive }) => {
          if (!isAlive) return
          const ended = once(process, 'exit')
          process.kill('SIGKILL')
          await ended
        }),
      )
    },
  }
}

async function startWorker(settings: WorkerSettings): Promise<Worker> {
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv: ['--conditions=@auth/source'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const worker: Worker = {
    name: settings.name,
    process: child,
    send: (order) => child.send(order, () => {}),
    next: (type) =>
      new Promise((resolve, reject) => {
        const leave = (): void => reject(new Error(`the process ${settings.name} has ended`))
        const look = (report: Report): void => {
          if (report.type !== type) return
          child.off('message', look).off('exit', leave)
          // It has the type that was asked for.
          resolve(report as Extract<Report, { type: typeof type }>)
        }
        child.on('message', look).once('exit', leave)
      }),
    get isAlive() {
      return child.exitCode === null && child.signalCode === null
    },
  }
  await worker.next('ready')
  return worker
}

const never = new Promise<never>(() => {})
const none: RoundCalls = { waits: [], failures: {}, ended: {} }

/** The calls of several processes, or of several rounds. */
export function sum(all: readonly RoundCalls[]): RoundCalls {
  return {
    waits: all.flatMap(({ waits }) => waits),
    failures: addUp(all.map(({ failures }) => failures)),
    ended: addUp(all.map(({ ended }) => ended)),
  }
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const [code, count] of counts.flatMap((each) => Object.entries(each))) total[code] = (total[code] ?? 0) + count
  return total
}
