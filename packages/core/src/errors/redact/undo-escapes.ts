import { rewrite, type View } from './view.ts'

const percent = /%([\da-f]{2})/gi
const entity = /&(?:#(\d+)|#x([\da-f]+)|([a-z][a-z\d]*));/gi
const backslash = /\\(?:u([\da-f]{4})|x([\da-f]{2})|(.?))/gisu
// Letters that stand for bytes may have been taken apart.
const apart = /[a-z][\u0300-\u036f]/gi

// The names that encoders write for characters of ASCII.
const names =
  'amp&lt<gt>quot"apos\'nbsp excl!num#dollar$percnt%lpar(rpar)ast*plus+comma,period.sol/colon:semi;equals=quest?commat@lbrack[bsol\\rbrack]hat^lowbar_grave`lbrace{vert|rbrace}'
const characters = new Map(Array.from(names.matchAll(/(\w+)(\W)/g), ([, name, character]) => [name, character]))

// UTF-8 read as Latin-1, or as the code page that browsers take it for. The bytes of percent-encoding look the same.
const codePage = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const next = `[\\x80-\\xbf${codePage}]`
const misread = new RegExp(`[\\xc2-\\xdf]${next}|[\\xe0-\\xef]${next}{2}|[\\xf0-\\xf4]${next}{3}`, 'g')

/** What a text reads as once escapes of one kind are undone: percent-encoding, entities, backslashes, misread UTF-8. */
export function undoEscapes(view: View): View[] {
  const bytes = rewrite(view, percent, ([, byte]) => fromHex(byte))
  return [
    // Bytes are UTF-8, or Latin-1.
    bytes,
    readUtf8(bytes),
    rewrite(view, entity, ([, decimal, hex, name]) =>
      // What is unknown reads as a letter that a charset does not have.
      name ? (characters.get(name.toLowerCase()) ?? '\ufffd') : decimal ? fromCode(Number(decimal)) : fromHex(hex),
    ),
    rewrite(view, backslash, ([, unit, byte, other]) => {
      // A line break and its like, or the start of an escape that was cut off.
      if (other !== undefined) return /[bfnrtvux0]/i.test(other) ? ' ' : other
      return fromHex(unit ?? byte)
    }),
    readUtf8(view),
  ].filter((undone) => undone !== view)
}

function readUtf8(view: View): View {
  const composed = rewrite(view, apart, ([match]) => match.normalize('NFC'))
  const read = rewrite(composed, misread, ([match]) => joinBytes(match))
  return read === composed ? view : read
}

function fromHex(digits = ''): string {
  return fromCode(Number.parseInt(digits, 16))
}

function fromCode(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\ufffd'
}

function joinBytes(characters: string): string {
  const bytes = Array.from(characters, (character) => {
    const place = codePage.indexOf(character)
    return place < 0 ? character.charCodeAt(0) : 0x80 + place
  })
  // The first byte says by its upper bits how many follow.
  const lead = (bytes[0] ?? 0) & (0xff >> (bytes.length + 1))
  return fromCode(bytes.slice(1).reduce((code, byte) => code * 64 + (byte & 63), lead))
}
