import { type Clock, systemClock } from '../../clock.ts'
import { type ProcessFacts, readProcessFacts } from './process-facts.ts'

/** What the file store takes from the machine. Tests replace it. */
export interface Environment {
  readonly clock: Clock
  readonly random: () => number
  readonly facts: ProcessFacts
  /** Schedules what must not keep a process alive. */
  readonly scheduleIdle: Clock['schedule']
}

export function createEnvironment(overrides: Partial<Environment>): Environment {
  return {
    clock: systemClock,
    random: Math.random,
    facts: overrides.facts ?? readProcessFacts(),
    scheduleIdle(callback, delayMs) {
      const timer = setTimeout(callback, delayMs).unref()
      return () => clearTimeout(timer)
    },
    ...overrides,
  }
}
