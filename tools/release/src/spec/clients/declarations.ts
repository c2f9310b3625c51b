import ts from 'typescript-5'

/** The modules of a generated client by file name: `operations.ts`, `schemas.ts`, `index.ts`. */
export type Modules = Readonly<Record<string, string>>

/** A name that a client exports, and the declarations that stand behind it. */
export interface Export {
  readonly name: string
  readonly kind: 'type' | 'function' | 'value'
  readonly text: string
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  declaration: true,
  isolatedDeclarations: true,
  removeComments: true,
}

/** What users see of a client: its declarations, without comments. Each module is read alone, so this takes no time. */
export function declarationsOf(modules: Modules): Modules {
  return Object.fromEntries(
    Object.entries(modules).map(([file, text]) => [
      file.replace(/\.ts$/, '.d.ts'),
      ts
        .transpileDeclaration(text, { fileName: file, compilerOptions })
        .outputText.replace(/(from '\.\/[\w-]+)\.ts'/g, "$1.d.ts'"),
    ]),
  )
}

/** The exports of a client, by name. A name that stands for a type and a value is one export. */
export function exportsOf(declarations: Modules): ReadonlyMap<string, Export> {
  const exports = new Map<string, Export>()
  const listed = new Set(
    [...(declarations['index.d.ts'] ?? '').matchAll(/export \{([^}]*)\}/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.replace(/\btype\b/, '').trim() || 'nothing'),
    ),
  )
  for (const text of Object.values(declarations)) {
    for (const block of text.split(/^(?=export )/m)) {
      const [, word = '', name = ''] = /^export (?:declare )?(interface|type|function|const) (\w+)/.exec(block) ?? []
      if (!listed.has(name)) continue
      const earlier = exports.get(name)
      const kind = word === 'function' ? 'function' : word === 'const' ? 'value' : 'type'
      exports.set(name, {
        name,
        kind: earlier?.kind === 'type' ? 'type' : kind,
        text: `${earlier?.text ?? ''}${block}`,
      })
    }
  }
  return exports
}
