import { type ClientPair, compareClients } from '../../../src/spec/clients/compare-clients.ts'
import { judge, type Verdict } from '../../../src/spec/judge.ts'
import { askOasdiff } from '../../../src/spec/oasdiff.ts'
import { clientEdits, clientPair } from './client-edits.ts'
import { specTexts } from './edit.ts'
import { specEdits } from './edits.ts'

/** The verdict on every edit, by the edit's words. */
export interface Outcomes {
  readonly specs: ReadonlyMap<string, Verdict>
  readonly clients: ReadonlyMap<string, Verdict>
}

const unchanged = { base: '', now: '' }

export async function judgeEdits(): Promise<Outcomes> {
  const specs = specEdits.map(async (edit) => {
    const { base, now } = specTexts(edit)
    return [edit.edit, judge({ base, now }, await askOasdiff(base, now), [])] as const
  })
  const pairs: ClientPair[] = clientEdits.map(clientPair)
  const [found, verdicts] = await Promise.all([compareClients(pairs), Promise.all(specs)])
  const clients = clientEdits.map(({ edit }, index) => [edit, judge(unchanged, [], found[index] ?? [])] as const)
  return { specs: new Map(verdicts), clients: new Map(clients) }
}
