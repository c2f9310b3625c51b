import type { Issue } from '../../api/shape.ts'

const maxIssues = 5

/** The paths that are wrong, and never the values: those may be secret. */
export function describeIssues(issues: readonly Issue[]): string {
  const shown = issues
    .slice(0, maxIssues)
    .map(({ path, message }) => `${path.map(safeName).join('.') || 'the body'}: ${message}`)
  if (issues.length > maxIssues) shown.push(`${issues.length - maxIssues} more`)
  return shown.join('; ')
}

/** Names inside a map come from the server: one that does not look like a name is not repeated. */
function safeName(name: PropertyKey): string {
  return /^[\w-]{1,40}$/.test(String(name)) ? String(name) : '?'
}
