import { createHash } from 'node:crypto'
import { unreadable } from '../unreadable.ts'

/** What a record file says. */
export interface FileRecord {
  /** `undefined`: there is nothing under this key. */
  readonly value: string | undefined
  /** When it may be dropped, in epoch milliseconds. */
  readonly expiresAt?: number | undefined
  /** What the file holds makes no sense. */
  readonly isDamaged?: boolean
}

const format = 'auth-file-store 1'

const damaged = 'its file is damaged: it was changed by hand, cut off, or written by a later version of the store'

/** The text of a record: a line about the value, then the value as it is. */
export function encodeRecord({ value, expiresAt }: FileRecord): string {
  const about = `${value === undefined ? 'nothing' : 'value'} ${expiresAt ?? 'forever'}`
  const body = value ?? ''
  return `${format} ${about} ${checksum(about, body)}\n${body}`
}

export function decodeRecord(text: string): FileRecord {
  const lineEnd = text.indexOf('\n')
  const [line, body] = [text.slice(0, lineEnd), text.slice(lineEnd + 1)]
  const [, kind, expiry, sum] = /^auth-file-store 1 (value|nothing) (\d+|forever) (\w+)$/.exec(line) ?? []
  // An older record is never taken instead: its refresh token is used up.
  if (sum === undefined || sum !== checksum(`${kind} ${expiry}`, body)) {
    return { value: unreadable(damaged), isDamaged: true }
  }
  return {
    value: kind === 'nothing' ? undefined : body,
    expiresAt: expiry === 'forever' ? undefined : Number(expiry),
  }
}

function checksum(about: string, body: string): string {
  return createHash('sha256').update(`${about}\n${body}`).digest('hex').slice(0, 32)
}
