import { createHash, randomBytes } from 'node:crypto'
import { unreadable } from '../unreadable.ts'

/** What a record file says. */
export interface FileRecord {
  /** Given at random: two that write the same have not written the same record. */
  readonly id: string
  /** The ids of the records that it came after, the last one first: whoever wrote one can see that it counted. */
  readonly ancestors: readonly string[]
  /** `undefined`: there is nothing under this key. */
  readonly value: string | undefined
  /** When it may be dropped, in epoch milliseconds. */
  readonly expiresAt: number | undefined
  /** It makes no sense. */
  readonly isDamaged?: boolean
}

const mostAncestors = 8

const damaged = 'its file is damaged: it was changed by hand, cut off, or written by a later version of the store'

/** The record of a value that replaces another, if there was one. */
export function createRecord(
  value: string | undefined,
  expiresAt: number | undefined,
  replaced?: Pick<FileRecord, 'id' | 'ancestors'>,
): FileRecord {
  const ancestors = replaced ? [replaced.id, ...replaced.ancestors].slice(0, mostAncestors) : []
  return { id: randomBytes(6).toString('hex'), ancestors, value, expiresAt }
}

/** The text of a record: a line about the value, then the value as it is. */
export function encodeRecord({ id, ancestors, value, expiresAt }: FileRecord): string {
  const ids = [id, ...ancestors].join(',')
  const about = `${value === undefined ? 'nothing' : 'value'} ${expiresAt ?? 'forever'} ${ids}`
  const body = value ?? ''
  return `auth-file-store 1 ${about} ${checksum(about, body)}\n${body}`
}

export function decodeRecord(text: string): FileRecord {
  const lineEnd = text.indexOf('\n')
  const [line, body] = [text.slice(0, lineEnd), text.slice(lineEnd + 1)]
  const [, about = '', sum] = /^auth-file-store 1 ((?:value|nothing) (?:\d+|forever) [\w,]+) (\w+)$/.exec(line) ?? []
  // An older record is never taken instead: its refresh token is used up.
  if (sum !== checksum(about, body)) return { ...createRecord(unreadable(damaged), undefined), isDamaged: true }
  const [kind, expiry, ids = ''] = about.split(' ')
  const [id = '', ...ancestors] = ids.split(',')
  return {
    id,
    ancestors,
    value: kind === 'nothing' ? undefined : body,
    expiresAt: expiry === 'forever' ? undefined : Number(expiry),
  }
}

function checksum(about: string, body: string): string {
  return createHash('sha256').update(`${about}\n${body}`).digest('hex').slice(0, 16)
}
