import { listOf } from './scalars.ts'
import type { ParameterWriter } from './styles.ts'

/**
 * A cookie, as a server gave it: percent-encoding would change a session's value.
 *
 * @throws {TypeError} where the runtime, as browsers do, drops the header `Cookie`, and for values no cookie can have
 */
export const cookie: ParameterWriter = (name, value, headers) => {
  const text = listOf(name, value).join()
  if (!new Request('https://localhost', { headers: { cookie: 'a=b' } }).headers.has('cookie'))
    throw new TypeError(`\`${name}\` is a cookie, which this runtime does not let a program send`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  if (/[\x00-\x1f\x7f;]/.test(text))
    throw new TypeError(`\`${name}\` is sent as a cookie: it must not hold ; or control characters`)
  headers.set('cookie', [headers.get('cookie'), `${name}=${text}`].filter(Boolean).join('; '))
  return ''
}

/** The value of a cookie among those that an answer sets: `sid` of `sid=abc; Path=/`. */
export function cookieValue(setCookies: readonly string[] | undefined, name: string): string | undefined {
  const line = setCookies?.findLast((text) => text.trimStart().startsWith(`${name}=`))
  return line
    ?.slice(line.indexOf('=') + 1)
    .replace(/;.*/s, '')
    .trim()
}
