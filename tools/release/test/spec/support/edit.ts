import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Bump } from '../../../src/spec/rules/bump.ts'
import type { RuleName } from '../../../src/spec/rules/rules.ts'

/** A kind of edit of a spec, done to the copy of a real one, and what has to come of it. */
export interface Edit {
  /** The edit in words, for the page. */
  readonly edit: string
  readonly spec: string
  /** What the spec is given first, where the copy does not have what is edited. */
  readonly given?: (spec: SpecEditor) => void
  readonly change: (spec: SpecEditor) => void
  /** The rule that judges the edit. */
  readonly rule: RuleName
  /** The bump, oasdiff's verdict included. */
  readonly bump: Bump
}

/** Changes a spec by paths like `components.schemas.TokenResponse`. A path that is not there is an error. */
export interface SpecEditor {
  get(path: string): unknown
  set(path: string, value: unknown): void
  add(path: string, ...items: unknown[]): void
  remove(path: string): void
  rename(path: string, name: string): void
  /** Gives a schema another name, wherever it is used. */
  renameSchema(from: string, to: string): void
}

/** A copy of a real spec, which stays as it is when the real one changes. */
export function readOriginal(spec: string): string {
  return readFileSync(new URL(`../fixtures/${spec}.yaml`, import.meta.url), 'utf8')
}

const parsed = new Map<string, unknown>()

/** The spec before and after an edit, as JSON. */
export function specTexts({ spec, given, change }: Pick<Edit, 'spec' | 'given' | 'change'>): {
  base: string
  now: string
} {
  if (!parsed.has(spec)) parsed.set(spec, parse(readOriginal(spec)))
  const base = editDocument(parsed.get(spec), given)
  return { base: JSON.stringify(base), now: JSON.stringify(editDocument(base, change)) }
}

function editDocument(original: unknown, change?: (spec: SpecEditor) => void): unknown {
  let document: unknown = structuredClone(original)
  const at = (path: readonly string[]): Record<string, unknown> => {
    let node: unknown = document
    for (const key of path) {
      if (typeof node !== 'object' || node === null || !(key in node))
        throw new Error(`no ${path.join('.')} in the spec`)
      node = (node as Record<string, unknown>)[key] // an object, as was checked
    }
    return node as Record<string, unknown> // whoever asks for a path knows what is there
  }
  const split = (path: string): [Record<string, unknown>, string] => {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    return [at(keys), last]
  }
  const editor: SpecEditor = {
    get: (path) => at(path.split('.')),
    set(path, value) {
      const [parent, key] = split(path)
      parent[key] = value
    },
    add(path, ...items) {
      const [parent, key] = split(path)
      const list = parent[key]
      parent[key] = [...(Array.isArray(list) ? list : []), ...items]
    },
    remove(path) {
      at(path.split('.'))
      const [parent, key] = split(path)
      if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete parent[key]
    },
    rename(path, name) {
      const value = at(path.split('.'))
      const [parent, key] = split(path)
      delete parent[key]
      parent[name] = value
    },
    renameSchema(from, to) {
      editor.rename(`components.schemas.${from}`, to)
      const text = JSON.stringify(document)
      document = JSON.parse(text.replaceAll(`"#/components/schemas/${from}"`, `"#/components/schemas/${to}"`))
    },
  }
  change?.(editor)
  return document
}

export const schemaRef = (name: string): object => ({ $ref: `#/components/schemas/${name}` })

/** A body or an answer of a schema. */
export const json = (name: string): object => ({ 'application/json': { schema: schemaRef(name) } })
