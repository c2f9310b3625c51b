/** A session as it is stored. */
export interface SessionRecord<Session> {
  readonly version: 1
  readonly generation: number
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** Epoch milliseconds, on the store's clock where it has one. */
  readonly obtainedAt: number
  readonly lifeMs: number
  /** Whether the provider said how long the token lives. */
  readonly expires: boolean
  /** Digest of whom the session is for. */
  readonly identity: string
  /** Whether `signIn` started it with credentials of its own. */
  readonly explicit: boolean
  readonly session: Session
}

export function encodeRecord(record: SessionRecord<unknown>): string {
  return JSON.stringify(record)
}

/** Reads a stored session. What is damaged, or of a format that is not known, counts as none: it is replaced. */
export function decodeRecord<Session>(text: string | undefined): SessionRecord<Session> | undefined {
  if (text === undefined) return undefined
  try {
    const record = JSON.parse(text) as Partial<SessionRecord<Session>> | null // checked below
    const numbers = [record?.generation, record?.obtainedAt, record?.lifeMs]
    const sound = record?.version === 1 && typeof record.accessToken === 'string' && numbers.every(Number.isFinite)
    return sound ? (record as SessionRecord<Session>) : undefined // this package wrote the rest
  } catch {
    return undefined
  }
}
