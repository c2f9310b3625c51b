import { read } from './repository.ts'

/**
 * What a module imports, statically or not. Imports are looked for at the start of a line, so that examples in
 * comments do not count.
 */
export function importsOf(path: string): string[] {
  const lines = read(path)
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line))
    .join('\n')
  const patterns = [
    /^(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]/gm,
    /^import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g,
  ]
  return patterns.flatMap((pattern) => [...lines.matchAll(pattern)].map(([, specifier]) => specifier ?? ''))
}

/** `@scope/name/entry` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
