import type { Subject } from '../conformance/subject.ts'
import { Life, type LifeOptions } from '../life/life.ts'

interface Collecting {
  readonly gc?: (() => unknown) | undefined
  readonly Bun?: { gc(isSynchronous: boolean): void } | undefined
}

/** Lives in a process, and prints after each stretch what has happened, with the memory that is then in use. */
export async function liveInProcess(subject: Subject, options: LifeOptions & Times): Promise<void> {
  const { gc, Bun: bun }: Collecting = globalThis
  const life = new Life(subject, options)
  for (let left = options.stretches; left > 0; left -= 1) {
    const stretch = await life.live(options.stretchMs)
    gc?.()
    bun?.gc(true)
    console.log(JSON.stringify({ ...stretch, bytes: process.memoryUsage().heapUsed }))
  }
  process.exit()
}

export interface Times {
  readonly stretches: number
  readonly stretchMs: number
}
