import type { SpecNode } from '../../../../generator/src/check-names.ts'
import { toPascalCase } from '../../names.ts'
import { pointerTo } from '../operations.ts'

// What generated code imports, declares or uses, beside what the generator makes room for itself.
const taken = (
  'CallOptions Documented Operation Server Transport Undocumented Readonly ReadonlyArray Boolean Number Function ' +
  'Response Request Headers URL Configuration'
).split(' ')

/** Gives out names that types can have, each once. */
export class SchemaNames {
  readonly #given: ReadonlySet<string>
  readonly #reserved: ReadonlySet<string>
  readonly #used = new Set<string>()

  /**
   * @param given - The names of the document's own schemas.
   * @param declared - The types that operations declare.
   */
  constructor(given: readonly string[], declared: readonly string[]) {
    this.#given = new Set(given)
    this.#reserved = new Set([...taken, ...declared])
  }

  /** A name of the document's own, if types can have it. */
  keep(name: string): string {
    const isFit = /^[A-Z][A-Za-z0-9]*$/.test(name) && !this.#reserved.has(name)
    const wanted = isFit ? name : this.#free(toTypeName(name))
    this.#used.add(wanted)
    return wanted
  }

  invent(name: string): string {
    const wanted = this.#free(toTypeName(name))
    this.#used.add(wanted)
    return wanted
  }

  #free(name: string): string {
    let free = this.#reserved.has(name) ? `${name}Model` : name
    for (let count = 2; this.#used.has(free) || this.#given.has(free); count += 1) free = `${name}${count}`
    return free
  }
}

function toTypeName(name: string): string {
  return toPascalCase(name).replace(/^(?=\d|$)/, 'Schema')
}

/** The component that a schema is nothing but a reference to, whatever is said beside it. */
export function pureReference(node: SpecNode): string | undefined {
  const { $ref: reference, allOf, description: _, nullable: __, title: ___, ...others } = node
  const rest = Object.keys(others).filter(
    (key) => !/^x-|^(example|examples|default|deprecated|readOnly|writeOnly)$/.test(key),
  )
  const plain = rest.every((key) => key === 'type')
  if (!plain) return undefined
  if (typeof reference === 'string') return allOf ? undefined : reference
  return Array.isArray(allOf) && allOf.length === 1 ? pureReference(allOf[0]) : undefined
}

export function componentName(reference: string): string | undefined {
  const parts = pointerTo(reference)
  return parts.length === 3 && parts[0] === 'components' && parts[1] === 'schemas' ? parts[2] : undefined
}
