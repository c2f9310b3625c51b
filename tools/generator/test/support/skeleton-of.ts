import ts from 'typescript-5'

/** Code without its comments and without what its literals say: what it does, whatever it says. */
export function skeletonOf(code: string): string {
  const source = ts.createSourceFile('x.ts', code, ts.ScriptTarget.Latest, true)
  // What the parser could not read is not on the public type of a source file.
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly { messageText: unknown }[] }
  const [problem] = parseDiagnostics
  if (problem) throw new Error(`not TypeScript: ${JSON.stringify(problem.messageText)} in\n${code}`)
  const parts: string[] = []
  const visit = (node: ts.Node): void => {
    parts.push(ts.isStringLiteral(node) ? 'a text' : ts.SyntaxKind[node.kind])
    if (ts.isIdentifier(node)) parts.push(node.text)
    if (!ts.isStringLiteral(node) && node.getChildCount(source) === 0) parts.push(node.getText(source))
    ts.forEachChild(node, visit)
    parts.push('end')
  }
  visit(source)
  return parts.join(' ')
}
