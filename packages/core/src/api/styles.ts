import { encodeText, listOf } from './scalars.ts'

/**
 * Writes a parameter or a field of a form in a style of its own: what stands in the path, the whole `name=value` of a
 * query or form, or the value of a header.
 *
 * @param headers - Those of the request, for a writer that sets them itself.
 * @see https://spec.openapis.org/oas/v3.0.4.html#style-examples
 */
export type ParameterWriter = (name: string, value: unknown, headers: Headers) => string

/** Names and texts of an object's members, without those that are null or undefined. */
function pairsOf(name: string, value: unknown): [string, string][] {
  return Object.entries(value as object) // generated types have an object here
    .flatMap(([key, item]) => (item == null ? [] : [[key, listOf(`${name}.${key}`, [item]).join()]]))
}

/** The items of a list, or names and values of an object in turn. */
function partsOf(name: string, value: unknown): string[] {
  const flat = Array.isArray(value) || typeof value !== 'object' ? listOf(name, value) : pairsOf(name, value).flat()
  return flat.map(encodeText)
}

const assign = ([name, text]: readonly [string, string]): string => `${encodeText(name)}=${encodeText(text)}`

const delimited =
  (delimiter: string): ParameterWriter =>
  (name, value) => {
    const parts = partsOf(name, value)
    return parts.length > 0 ? `${encodeText(name)}=${parts.join(delimiter)}` : ''
  }

/** `form`, not exploded: `color=blue,black` and `color=R,100,G,200`. */
export const commaDelimited: ParameterWriter = /* @__PURE__ */ delimited(',')
/** `spaceDelimited`: `color=blue%20black`. */
export const spaceDelimited: ParameterWriter = /* @__PURE__ */ delimited('%20')
/** `pipeDelimited`: `color=blue%7Cblack`. */
export const pipeDelimited: ParameterWriter = /* @__PURE__ */ delimited('%7C')

/** `form`, exploded, of an object: `R=100&G=200`. */
export const queryMembers: ParameterWriter = (name, value) => pairsOf(name, value).map(assign).join('&')

/** `deepObject`: `color[R]=100&color[G]=200`, encoded. */
export const deepObject: ParameterWriter = (name, value) =>
  pairsOf(name, value)
    .map(([key, text]) => assign([`${name}[${key}]`, text]))
    .join('&')

/** `content` of JSON, in a query or as a field of a form. */
export const queryJson: ParameterWriter = (name, value) => assign([name, JSON.stringify(value)])

/** `simple` of an object in a path: `R,100,G,200`. */
export const pathParts: ParameterWriter = (name, value) => partsOf(name, value).join(',')
/** `simple`, exploded, of an object in a path: `R=100,G=200`. */
export const pathMembers: ParameterWriter = (name, value) => pairsOf(name, value).map(assign).join(',')
/** `content` of JSON in a path. */
export const pathJson: ParameterWriter = (_, value) => encodeText(JSON.stringify(value))

/** `label`: `.blue,black`. */
export const label: ParameterWriter = (name, value) => `.${partsOf(name, value).join(',')}`
/** `label`, exploded: `.blue.black` and `.R=100.G=200`. */
export const labelExploded: ParameterWriter = (name, value) =>
  isMembers(value) ? `.${pairsOf(name, value).map(assign).join('.')}` : `.${partsOf(name, value).join('.')}`

/** `matrix`: `;color=blue,black`, and `;color` for an empty text. */
export const matrix: ParameterWriter = (name, value) => {
  const text = partsOf(name, value).join(',')
  return `;${encodeText(name)}${text && `=${text}`}`
}
/** `matrix`, exploded: `;color=blue;color=black` and `;R=100;G=200`. */
export const matrixExploded: ParameterWriter = (name, value) => {
  const pairs = isMembers(value) ? pairsOf(name, value) : listOf(name, value).map((text) => [name, text] as const)
  return pairs.map(([key, text]) => `;${text ? assign([key, text]) : encodeText(key)}`).join('')
}

/** `simple` of an object in a header: `R,100,G,200`. */
export const headerParts: ParameterWriter = (name, value) => pairsOf(name, value).flat().join(',')
/** `simple`, exploded, of an object in a header: `R=100,G=200`. */
export const headerMembers: ParameterWriter = (name, value) =>
  pairsOf(name, value)
    .map((pair) => pair.join('='))
    .join(',')
/** `content` of JSON in a header, where everything beyond ASCII is escaped. */
export const headerJson: ParameterWriter = (_, value) =>
  JSON.stringify(value).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

function isMembers(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value)
}
