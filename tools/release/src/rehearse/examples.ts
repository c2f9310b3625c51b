/** Fenced TypeScript examples of a README, in order. */
export function readExamples(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '')
}

/** The first example that imports a package and prints something. */
export function findExample(examples: readonly string[], name: string): string | undefined {
  return examples.find((example) => example.includes(`'${name}'`) && example.includes('console.log'))
}

/** The same example for those who call `require()`: a CommonJS module in TypeScript that Node runs as it is. */
export function toCommonJs(example: string): string {
  const imports: string[] = []
  const rest = example.replace(/^import \{ (.+) \} from ('.+')\n/gm, (_, names: string, specifier: string) => {
    imports.push(`const { ${names} }: typeof import(${specifier}) = require(${specifier})`)
    return ''
  })
  if (/^(?:import|export) /m.test(rest)) throw new Error(`An import of this example has no CommonJS form:\n${example}`)
  return `${imports.join('\n')}\n\nasync function main() {\n${rest.trim()}\n}\nmain()\n`
}
