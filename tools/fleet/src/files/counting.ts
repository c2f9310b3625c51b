import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFileStore } from '@auth/core/file-store'

export interface CountingResult {
  /** How often a process said that it had counted up. */
  readonly updates: number
  readonly kills: number
  /** Updates that another one has overwritten. */
  readonly lost: number
  /** Updates that were written, but whose process was killed before it could say so. */
  readonly unsaid: number
  /** How often two processes held the lock at once. */
  readonly met: number
}

/** Lets processes count up one number, and kills them at any moment, whatever they are doing. */
export async function runCounting(processes: number, kills: number, random: () => number): Promise<CountingResult> {
  const directory = await mkdtemp(join(tmpdir(), 'auth-count-'))
  const scratch = await mkdtemp(join(tmpdir(), 'auth-scratch-'))
  const program = fileURLToPath(new URL('./counting-member.ts', import.meta.url))
  const counts: number[] = []
  let met = 0
  let heard = Promise.withResolvers<void>()
  const start = (): ChildProcess => {
    const child = fork(program, [directory, scratch], { execArgv: ['--conditions=@auth/source'] })
    // What it said before it was killed.
    child.on('message', (report: { count: number; met: boolean }) => {
      counts.push(report.count)
      if (report.met) met += 1
      heard.resolve()
      heard = Promise.withResolvers()
    })
    // One that fails by itself ends the run: two must have met.
    child.on('exit', (code) => {
      if (code) heard.reject(new Error('a process that counts has failed'))
    })
    return child
  }
  const children = Array.from({ length: processes }, start)
  for (let kill = 0; kill < kills; kill += 1) {
    for (let updates = 0; updates < 10 + 20 * random(); updates += 1) await heard.promise
    // Some moment in what it does between two updates.
    for (let turns = random() * 200; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve))
    const place = Math.floor(random() * processes)
    const closed = once(children[place] as ChildProcess, 'close') // there are as many as processes
    children[place]?.kill('SIGKILL')
    await closed
    children[place] = start()
  }
  await heard.promise
  await Promise.all(
    children.map(async (child) => {
      const closed = once(child, 'close')
      child.send('stop')
      await closed
    }),
  )
  const { signal } = new AbortController()
  const final = Number.parseInt((await createFileStore({ directory }).read('count', { signal })) ?? '', 10)
  await rm(directory, { recursive: true })
  await rm(scratch, { recursive: true })
  const distinct = new Set(counts).size
  return { updates: counts.length, kills, lost: counts.length - distinct, unsaid: final - distinct, met }
}
