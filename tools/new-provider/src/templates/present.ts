import type { Presentation } from '../adopt/presentation.ts'
import { quote } from '../sign-in/members.ts'

/** A token has no spaces; what separates cookies has one (RFC 6265, section 4.2.1). */
export const allCookies = "accessToken.replaceAll(';', '; ')"

/** The header that calls carry a token in, in lower case. */
export function credentialHeader({ type, name }: Presentation): string {
  if (type === 'header') return name
  return type === 'cookie' ? 'cookie' : 'authorization'
}

/** How calls of the API carry a token, as the document declares it. */
export function presentCode(presentation: Presentation): string {
  const { type, name, prefix, isDeclared } = presentation
  if (type === 'query') {
    return `present() {
      fillIn('how calls carry the token: the document has the query parameter \`${name.replaceAll(/[`'\\]/g, '')}\`, and \`present\` sets headers')
    }`
  }
  const value =
    type === 'cookie'
      ? name
        ? `\`${template(name)}=\${accessToken}\``
        : allCookies
      : prefix
        ? `\`${template(prefix)}\${accessToken}\``
        : 'accessToken'
  const mark = isDeclared
    ? ''
    : '// FILL IN: the document does not say how calls carry the token. This is how most do.\n'
  return `${mark}present(headers, { accessToken }) {
      headers.set(${quote(credentialHeader(presentation))}, ${value})
    }`
}

function template(text: string): string {
  return text.replaceAll(/[`\\$]/g, '\\$&')
}
