/**
 * A pattern as generated code reads it, with the flag `u`. Without that flag, signs may be escaped that need not be, and
 * others stand for themselves. `undefined`: it is no regular expression of JavaScript.
 */
export function readPattern(pattern: string): string | undefined {
  if (isReadable(pattern, 'u')) return pattern
  if (!isReadable(pattern, '')) return undefined
  const mended = mend(pattern)
  return isReadable(mended, 'u') ? mended : undefined
}

function isReadable(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags) !== undefined
  } catch {
    return false
  }
}

function mend(pattern: string): string {
  let isInClass = false
  return pattern.replaceAll(/\\[dswDSW]-(?=[^\]])|\\.|\[\^?|[\]{}]|\{\d+(?:,\d*)?\}/gsu, (part, at: number) => {
    const [first, second = ''] = part
    if (/^\\\w-$/.test(part)) return isInClass ? `${part.slice(0, 2)}\\-` : part
    // Of letters and digits, an escape means something, if only to be refused.
    if (first === '\\')
      return /[A-Za-z\d^$\\.*+?()[\]{}|/]/.test(second) || (second === '-' && isInClass) ? part : second
    if (first === '[') {
      const begins = !isInClass
      isInClass = true
      return begins ? part : part.replace('[', '\\[')
    }
    if (part === ']') {
      const ends = isInClass
      isInClass = false
      return ends ? part : '\\]'
    }
    const isCount = /^\{\d+(,\d*)?\}/.test(pattern.slice(at)) || /\{\d+(,\d*)?$/.test(pattern.slice(0, at))
    return isCount && !isInClass ? part : `\\${part}`
  })
}
