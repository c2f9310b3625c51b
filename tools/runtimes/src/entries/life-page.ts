import type { Subject } from '../conformance/subject.ts'
import { Life, type LifeOptions } from '../life/life.ts'

/** Lets a driver have the page live for a while. */
export function liveInPage(subject: Subject): void {
  let life: Life | undefined
  const live = async (options: LifeOptions, durationMs: number): Promise<string> => {
    life ??= new Life(subject, options)
    return JSON.stringify(await life.live(durationMs))
  }
  Object.assign(globalThis, { live })
}
