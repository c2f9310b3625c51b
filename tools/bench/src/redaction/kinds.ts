import { createHash } from 'node:crypto'

/** What is redacted, at a size in characters. */
export interface Sample {
  readonly secrets: readonly string[]
  readonly text: string
}

const fill = (part: string, size: number): string => part.repeat(Math.ceil(size / part.length)).slice(0, size)
const encode = (text: string, encoding: BufferEncoding): string => Buffer.from(text).toString(encoding)
/** Always the same, and without a pattern. */
const random = (size: number, encoding: BufferEncoding, seed = ''): string => {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
    createHash('sha256').update(`${seed}${index}`).digest(),
  )
  return Buffer.concat(blocks).toString(encoding).slice(0, size)
}
/** A secret of which the text has all but its end. */
const nearMiss =
  (part: string) =>
  (size: number): Sample => ({ secrets: [`${fill(part, size / 2)}x`], text: `no "${fill(part, size)}"` })
const against =
  (text: (size: number) => string) =>
  (size: number): Sample => ({
    secrets: ['hunter2-hunter2', `pässwört&"%\\${random(size, 'base64')}`],
    text: text(size),
  })

/** Secrets of every kind, and texts that are hard to compare with them. */
export const kinds: Readonly<Record<string, (size: number) => Sample>> = {
  'dashes and a letter, against a ruler': nearMiss('-'),
  backslashes: nearMiss('\\'),
  'a run of specials': nearMiss('%&+\\/"<;= '),
  'an opaque token, nearly all of it quoted': (size) => {
    const token = random(size, 'base64')
    return { secrets: [token], text: `no "${token.slice(0, -10)}"` }
  },
  'a token that begins again and again': (size) => ({
    secrets: [random(size, 'base64')],
    text: fill(random(12, 'base64'), size),
  }),
  'letters beyond ASCII': nearMiss('пароль-ö'),
  'percent signs, encoded again and again': against((size) => fill('%25', size)),
  'entities in entities': against((size) => `&${fill('amp;', size)}`),
  'UTF-8 read as Latin-1': against((size) => fill('Ð¿Ð°', size)),
  'letters and marks': against((size) => fill('a\u0308', size)),
  'base64 in base64 in base64': against((size) =>
    encode(encode(encode(fill('hunter2 ', size / 2), 'base64'), 'base64'), 'base64').slice(0, size),
  ),
  'hex in hex': against((size) => encode(encode(fill('hunter2 ', size / 4), 'hex'), 'hex')),
  'escapes of all kinds': against((size) => fill('%41&amp;\\u0041Ã¤%25&#x5c;', size)),
  'what is no text': against((size) => fill(random(1024, 'latin1'), size)),
  'signs of addresses': against((size) => fill('a@', size)),
  words: against((size) => fill('the user is unknown, ', size)),
  'a secret alone': (size) => ({ secrets: [random(size, 'base64')], text: 'the user is unknown' }),
  'twice as many secrets that begin alike': (size) => ({
    secrets: Array.from({ length: size / 32 }, (_, index) => `eyJhbGciOi${random(40, 'base64', `${index}`)}`),
    text: fill('eyJhbGciOi ', 2048),
  }),
}
