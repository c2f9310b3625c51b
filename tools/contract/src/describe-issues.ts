interface ValidationIssue {
  readonly instancePath: string
  readonly message?: string | undefined
  readonly params: object
}

/** Where a value is wrong and why, without the value. */
export function describeIssues(issues: readonly ValidationIssue[] | null | undefined): string[] {
  return (issues ?? []).map(({ instancePath, message, params }) =>
    `${instancePath || 'it'} ${message} ${JSON.stringify(params)}`.trim(),
  )
}
