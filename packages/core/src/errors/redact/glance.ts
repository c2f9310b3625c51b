const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const hexDigits = [/[2-7]/, /[\da-f]/i]

/**
 * Makes a test that is true for texts in which a secret with `length` characters of printable ASCII in a row could only
 * stand as it is: nothing reads like an escape, base64 or hex. It is for thousands of names, and errs only in saying no.
 *
 * It looks once at each character. Each bit of a number stands for a place in what is looked for, moves on to the next
 * place with each character, and is lost where that does not fit; one that arrives has found something.
 */
export function createGlance(length: number): (text: string) => boolean {
  // Eight printable bytes are in a row of ten digits, wherever in a group they begin. Six are in one of seven.
  const places = length < 8 ? 7 : 10
  const base64 = new Int32Array(128)
  const hex = new Int32Array(128)
  for (let code = 0; code < 128; code += 1) {
    const character = String.fromCharCode(code)
    const digit = digits.indexOf(character.replace('-', '+').replace('_', '/'))
    // The first three digits of a group hold the upper bits of its bytes.
    const fits = [digit >= 8 && digit < 32, (digit & 8) === 0, (digit & 2) === 0, true]
    for (let bit = 0; bit < 30; bit += 1) {
      const place = Math.floor(bit / places) + (bit % places)
      if (digit >= 0 && fits[place % 4]) base64[code] = (base64[code] ?? 0) | (1 << bit)
      if (hexDigits[bit % 2]?.test(character)) hex[code] = (hex[code] ?? 0) | (1 << bit)
    }
  }
  const starts = 1 | (1 << places) | (1 << (2 * places))
  const ends = starts << (places - 1)
  const hexEnd = 1 << (Math.min(length, 8) * 2 - 1)
  // Twelve bytes have five such rows in them, and what is no base64 or hex hardly ever has.
  const enough = length < 12 ? 1 : 4

  return (text) => {
    if (/[%&\\+]|[^ -~]| {2}/.test(text)) return false
    let base64Places = 0
    let hexPlaces = 0
    let found = 0
    for (let index = 0; index < text.length && found < enough; index += 1) {
      const code = text.charCodeAt(index)
      base64Places = ((base64Places << 1) | starts) & (base64[code] ?? 0)
      hexPlaces = ((hexPlaces << 1) | 1) & (hex[code] ?? 0)
      if (base64Places & ends || hexPlaces & hexEnd) found += 1
    }
    return found < enough
  }
}
