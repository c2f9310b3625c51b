import { judge, type Outcome } from '../../common/outcome.ts'
import { defaultLifeMs, type LabOptions, openLab } from '../lab.ts'

export interface CalmOptions extends LabOptions {
  readonly expiries: number
  /** Runs while the renewals do. */
  readonly meanwhile?: (expiry: number) => Promise<unknown>
}

/** Nothing goes wrong: one request for each expiry, however many ask. */
export async function runCalm(title: string, { expiries, meanwhile, ...options }: CalmOptions): Promise<Outcome> {
  const { lifeMs = defaultLifeMs } = options
  await using lab = await openLab(options)
  let further = 0
  for (let expiry = 0; expiry < expiries; expiry += 1) {
    await lab.expire()
    const startedAt = performance.now()
    await Promise.all([lab.round(), meanwhile?.(expiry)])
    // On a machine that stands still for seconds, the new token ends before everybody has it.
    further += Math.floor((performance.now() - startedAt) / lifeMs)
  }
  const notes = further === 0 ? [] : [`${further} lives of a token went by while calls waited`]
  return judge(title, lab, { requests: [expiries, expiries + further] }, { notes })
}
