import { hash } from './hash.ts'

/** What one session has on the server. The braces put all of it on one node of a cluster. */
export interface Names {
  readonly record: string
  readonly lock: string
  readonly channel: string
}

const tagLength = 32

/** Names made of a digest: the key of a session says who it is for, which is nobody's business who lists keys. */
export async function namesOf(prefix: string, key: string): Promise<Names> {
  const tag = (await hash('SHA-256', key)).slice(0, tagLength)
  const record = `${prefix}{${tag}}`
  return { record, lock: `${record}:lock`, channel: `${record}:changes` }
}
