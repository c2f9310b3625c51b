import { createHash } from 'node:crypto'
import { unreadable } from '../unreadable.ts'

/** What a record file says. */
export interface FileRecord {
  /** `undefined`: there is nothing under this key. */
  readonly value: string | undefined
  /** When it may be dropped, in epoch milliseconds. */
  readonly expiresAt?: number | undefined
  /** The names of the records that it came after, the last one first: whoever wrote one of them can see that it counted. */
  readonly ancestors: readonly string[]
}

/** A record that was read. */
export interface ReadRecord extends FileRecord {
  /** A name for what it says, and for what it came after; `undefined` for one that makes no sense. */
  readonly id: string | undefined
}

const mostAncestors = 8

const damaged = 'its file is damaged: it was changed by hand, cut off, or written by a later version of the store'

/** The text of a record: a line about the value, then the value as it is. */
export function encodeRecord({ value, expiresAt, ancestors }: FileRecord): {
  readonly id: string
  readonly text: string
} {
  const about = `${value === undefined ? 'nothing' : 'value'} ${expiresAt ?? 'forever'} ${ancestors.join(',')}`
  const body = value ?? ''
  const id = checksum(about, body)
  return { id, text: `auth-file-store 1 ${about} ${id}\n${body}` }
}

export function decodeRecord(text: string): ReadRecord {
  const lineEnd = text.indexOf('\n')
  const [line, body] = [text.slice(0, lineEnd), text.slice(lineEnd + 1)]
  const [, about = '', id] = /^auth-file-store 1 ((?:value|nothing) (?:\d+|forever) [\w,]*) (\w+)$/.exec(line) ?? []
  // An older record is never taken instead: its refresh token is used up.
  if (id !== checksum(about, body)) return { value: unreadable(damaged), id: undefined, ancestors: [] }
  const [kind, expiry, ancestors] = about.split(' ')
  return {
    value: kind === 'nothing' ? undefined : body,
    expiresAt: expiry === 'forever' ? undefined : Number(expiry),
    id,
    ancestors: ancestors ? ancestors.split(',') : [],
  }
}

/** The ancestors of the record that replaces this one. */
export function descend({ id, ancestors }: ReadRecord): readonly string[] {
  return id === undefined ? [] : [id, ...ancestors].slice(0, mostAncestors)
}

function checksum(about: string, body: string): string {
  return createHash('sha256').update(`${about}\n${body}`).digest('hex').slice(0, 16)
}
