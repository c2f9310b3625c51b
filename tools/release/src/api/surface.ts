import ts from 'typescript-5'

/** What the users of an entry point can see, as text that is the same on every machine. */
export interface Surface {
  /** Declarations of what is exported, without comments, by name. */
  readonly exported: ReadonlyMap<string, string>
  /** Declarations that exported ones refer to, and that have no name outside. */
  readonly internal: ReadonlyMap<string, string>
  /** `name from 'package'`, for what comes from other packages. */
  readonly imported: ReadonlySet<string>
}

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed })

/** Programs are slow to start: one is made for all entry points. */
export function readSurfaces(declarations: readonly string[]): Surface[] {
  const program = ts.createProgram([...declarations], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    noEmit: true,
    skipLibCheck: true,
  })
  const checker = program.getTypeChecker()
  return declarations.map((path) => {
    const file = program.getSourceFile(path)
    const symbol = file && checker.getSymbolAtLocation(file)
    if (!symbol) throw new Error(`${path} is missing or exports nothing: run \`pnpm build\``)
    return readSurface(checker, symbol, ownFolder(path))
  })
}

function readSurface(checker: ts.TypeChecker, entry: ts.Symbol, own: string): Surface {
  const exported = new Map<string, string>()
  const internal = new Map<string, string>()
  const imported = new Set<string>()
  const exports = checker.getExportsOfModule(entry)
  const isOwn = (symbol: ts.Symbol): boolean =>
    (symbol.declarations ?? []).some((node) => node.getSourceFile().fileName.startsWith(own))
  const seen = new Set(exports.map((symbol) => resolve(checker, symbol)))

  function add(symbol: ts.Symbol, name: string, into: Map<string, string>): void {
    if (!isOwn(symbol)) {
      imported.add(`${name} from another package, exported again`)
      return
    }
    const declarations = (symbol.declarations ?? []).map(statementOf)
    // Two files may each have a type of their own by this name.
    const same = into.has(name) ? [into.get(name)] : []
    into.set(name, [...same, declarations.map(print).join('\n')].sort().join('\n\n'))
    for (const node of declarations) visit(node)
  }

  function follow(name: ts.Identifier): void {
    const local = checker.getSymbolAtLocation(name)
    if (!local) return
    const from = importOf(local)
    if (from !== undefined && !from.startsWith('.')) {
      imported.add(`${name.text} from '${from}'`)
      return
    }
    const symbol = resolve(checker, local)
    if (isMember(symbol) || seen.has(symbol) || !isOwn(symbol)) return
    seen.add(symbol)
    add(symbol, name.text, internal)
  }

  function visit(node: ts.Node): void {
    if (ts.isIdentifier(node) && isReference(node)) follow(node)
    ts.forEachChild(node, visit)
  }

  for (const symbol of exports) {
    const target = resolve(checker, symbol)
    add(target, symbol.name, exported)
    const text = exported.get(symbol.name)
    const lost = isTypeOnly(symbol) && (target.flags & ts.SymbolFlags.Value) !== 0
    if (lost && text !== undefined) exported.set(symbol.name, `// exported as a type only\n${text}`)
  }
  return { exported, internal, imported }
}

/** The package's own declarations: all that is below its `dist`. */
function ownFolder(path: string): string {
  return `${path.replaceAll('\\', '/').replace(/\/dist\/.*$/, '/dist')}/`
}

function resolve(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** Types and values that a declaration names, and not the names of its own members and parameters. */
function isReference({ parent }: ts.Identifier): boolean {
  return (
    ts.isTypeReferenceNode(parent) ||
    ts.isExpressionWithTypeArguments(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isComputedPropertyName(parent) ||
    ts.isQualifiedName(parent)
  )
}

/** `export type { Token }` of a class: users cannot call its constructor. */
function isTypeOnly(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (node) => ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly),
  )
}

function isMember(symbol: ts.Symbol): boolean {
  return (symbol.flags & (ts.SymbolFlags.TypeParameter | ts.SymbolFlags.Property)) !== 0
}

/** A variable's declaration without its `declare const` says little. */
function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
}

function print(node: ts.Node): string {
  const text = printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
  const deprecated = ts.getJSDocDeprecatedTag(node) ? '/** @deprecated */\n' : ''
  return deprecated + text.replace(/^export /, '')
}

function importOf(symbol: ts.Symbol): string | undefined {
  for (const node of symbol.declarations ?? []) {
    const place = ts.findAncestor(node, ts.isImportDeclaration) ?? ts.findAncestor(node, ts.isExportDeclaration)
    if (place?.moduleSpecifier && ts.isStringLiteral(place.moduleSpecifier)) return place.moduleSpecifier.text
  }
  return undefined
}
