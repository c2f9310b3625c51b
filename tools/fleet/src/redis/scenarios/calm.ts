import { judge, type Outcome } from '../../common/outcome.ts'
import { type LabOptions, openLab } from '../lab.ts'

export interface CalmOptions extends LabOptions {
  readonly expiries: number
  /** Runs while the renewals do. */
  readonly meanwhile?: (expiry: number) => Promise<unknown>
}

/** Nothing goes wrong: one request for each expiry, however many ask. */
export async function runCalm(title: string, { expiries, meanwhile, ...options }: CalmOptions): Promise<Outcome> {
  await using lab = await openLab(options)
  for (let expiry = 0; expiry < expiries; expiry += 1) {
    await lab.expire()
    await Promise.all([lab.round(), meanwhile?.(expiry)])
  }
  const { further } = lab
  const notes = further === 0 ? [] : [`${further} lives of a token went by while calls waited`]
  return judge(title, lab, { requests: expiries }, { notes })
}
