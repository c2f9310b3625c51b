/** A way in which servers write what they were sent. */
export type Encoding = (text: string) => string

const points = (text: string): string[] => [...text.toWellFormed()]
const percentBytes = (text: string, charset: 'utf8' | 'latin1' = 'utf8'): string =>
  Array.from(Buffer.from(text, charset), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const special = new Map(
  Object.entries({
    '&': 'amp',
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": 'apos',
    '@': 'commat',
    '.': 'period',
    '/': 'sol',
  }),
)
const named = (text: string, names: ReadonlyMap<string, string>): string =>
  points(text)
    .map((point) => (names.has(point) ? `&${names.get(point)};` : point))
    .join('')
const json = (text: string): string => JSON.stringify(text).slice(1, -1)
const inside =
  (before: string, after: string, encoding: BufferEncoding): Encoding =>
  (text) =>
    Buffer.from(`${before}${text}${after}`).toString(encoding)

/** Encodings that keep every character. Two of them together must not show a secret either. */
export const encodings: Readonly<Record<string, Encoding>> = {
  plain: (text) => text,
  percent: (text) => encodeURIComponent(text.toWellFormed()),
  'percent, every byte': (text) => percentBytes(text),
  form: (text) => new URLSearchParams([['', text]]).toString().slice(1),
  HTML: (text) => named(text, new Map([...special].slice(0, 4))),
  'HTML, by names': (text) => named(text, special),
  'HTML, by numbers': (text) =>
    points(text)
      .map((point) => `&#${point.codePointAt(0)};`)
      .join(''),
  'HTML, by numbers in hex': (text) =>
    points(text)
      .map((point) => `&#x${point.codePointAt(0)?.toString(16)};`)
      .join(''),
  JSON: json,
  'JSON, with slashes': (text) => json(text).replaceAll('/', '\\/'),
  'JSON, every letter': (text) =>
    text
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  hex: inside('', '', 'hex'),
  'hex in capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  base64: inside('', '', 'base64'),
  base64url: inside('', '', 'base64url'),
  'base64, one byte later': inside(':', ':x', 'base64'),
  'base64url, two bytes later': inside('a:', '', 'base64url'),
  'base64 in a longer text': inside('{"user":"', '","at":1}', 'base64'),
  'read as Latin-1': (text) => Buffer.from(text).toString('latin1'),
  'letters and marks apart': (text) => text.normalize('NFD'),
}

/** Encodings of a text whose characters all are Latin-1. */
export const latin1: Readonly<Record<string, Encoding>> = {
  'percent, as Latin-1': (text) => percentBytes(text, 'latin1'),
  'base64, as Latin-1': (text) => Buffer.from(text, 'latin1').toString('base64'),
}

const escaped: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const undoRuns = (text: string, run: RegExp, starts: number, encoding: BufferEncoding): string[] =>
  (text.match(run) ?? []).flatMap((found) =>
    Array.from({ length: starts }, (_, start) => Buffer.from(found.slice(start), encoding)).flatMap((bytes) => [
      bytes.toString('utf8'),
      bytes.toString('latin1'),
    ]),
  )

/** What somebody can try on a text that they read: each result is a text with one encoding undone. */
function undoOne(text: string): string[] {
  const percent = (charset: 'utf8' | 'latin1'): string =>
    text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(charset))
  return [
    percent('utf8'),
    percent('latin1'),
    percent('utf8').replaceAll('+', ' '),
    text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (entity, decimal, hex, name) => {
      if (name) return [...special].find((known) => known[1] === name.toLowerCase())?.[0] ?? entity
      const point = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0x10ffff ? entity : String.fromCodePoint(point)
    }),
    text.replace(/\\(?:u([\da-f]{4})|([^u]))/gi, (_, unit, other) =>
      unit ? String.fromCharCode(Number.parseInt(unit, 16)) : (escaped[other] ?? other),
    ),
    Buffer.from(text, 'latin1').toString('utf8'),
    text.normalize('NFC'),
    ...undoRuns(text, /[\w+/-]{8,}/g, 4, 'base64'),
    ...undoRuns(text, /[\da-f]{8,}/gi, 2, 'hex'),
  ].filter((undone) => undone !== text)
}

/** Everything that can be read from a text by undoing two encodings. */
export function readAll(text: string): string[] {
  const once = undoOne(text)
  return [text, ...once, ...once.flatMap(undoOne)]
}
