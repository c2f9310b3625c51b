import type { Step } from './case.ts'
import { cases } from './cases/index.ts'
import { describeError } from './expect.ts'
import { Lab } from './lab.ts'
import { MovableClock } from './movable-clock.ts'
import type { Platform, Setting } from './setting.ts'
import type { Subject } from './subject.ts'

/** What came of a case. */
export interface Outcome {
  readonly name: string
  /** Empty where all is as it should be. */
  readonly seen: string
  /** What went wrong, where something did. */
  readonly failure: string
}

const patienceMs = 30_000

/** Runs the cases with one provider, step by step. Where each step is a request, they share one of these. */
export class Run {
  readonly #setting: Setting
  readonly #platform: Platform
  readonly #subject: Subject
  // As far ahead as the provider's, which goes on from case to case.
  readonly #clock = new MovableClock()
  readonly #begun = new Map<string, readonly Step[]>()

  constructor(setting: Setting, platform: Platform, subject: Subject) {
    this.#setting = setting
    this.#platform = platform
    this.#subject = subject
  }

  /** Runs one step. `undefined`: the case has more of them. */
  async step(name: string, index: number): Promise<Outcome | undefined> {
    this.#clock.letGo()
    try {
      const steps = this.#begun.get(name) ?? (await this.#begin(name))
      const seen = (await inTime(steps[index])) ?? ''
      return seen === '' && index + 1 < steps.length ? undefined : { name, seen, failure: '' }
    } catch (error) {
      return { name, seen: '', failure: describeError(error) }
    }
  }

  async all(names: readonly string[] = cases.map(({ name }) => name)): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const name of names) {
      let outcome: Outcome | undefined
      for (let index = 0; !outcome; index += 1) outcome = await this.step(name, index)
      outcomes.push(outcome)
    }
    return outcomes
  }

  async #begin(name: string): Promise<readonly Step[]> {
    const lab = new Lab(this.#setting, this.#platform, this.#subject, this.#clock)
    await lab.reset()
    const steps = cases.find((one) => one.name === name)?.begin(lab) ?? []
    this.#begun.set(name, steps)
    return steps
  }
}

async function inTime(step: Step | undefined): Promise<string | undefined> {
  if (!step) throw new Error('there is no such case')
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing happened for ${patienceMs / 1000} s`)), patienceMs)
  })
  try {
    return (await Promise.race([step(), late])) ?? undefined
  } finally {
    clearTimeout(timer)
  }
}
