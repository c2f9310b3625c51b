import { diffLines } from './diff-lines.ts'

/** Reports by file name. */
export type Reports = ReadonlyMap<string, string>

/** How the API of the code differs from what was agreed to: one text per report, each with a diff. */
export function compareReports(committed: Reports, current: Reports): string[] {
  const names = [...new Set([...committed.keys(), ...current.keys()])].sort()
  return names.flatMap((name) => {
    const before = committed.get(name)
    const after = current.get(name)
    if (before === after) return []
    if (before === undefined) return [`${name}: this entry point has no report yet`]
    if (after === undefined) return [`${name}: there is no such entry point any more`]
    return [`${name}:\n${diffLines(before.split('\n'), after.split('\n')).join('\n')}`]
  })
}
