/** What the calls of a provider are named in the first column of the table of failures in its README. */
export interface Calls {
  readonly [operation: string]: {
    readonly phases: readonly string[]
    /** Error statuses that are no failure, with the reason. */
    readonly fine?: Readonly<Record<number, string>>
  }
}

/** The error statuses that a generated module documents, by operation. */
export function documentedErrors(generated: string): Map<string, number[]> {
  const types = generated.split(/^export type (?=\w+Result\b)/m).slice(1)
  return new Map(
    types.map((text) => {
      const [, name = ''] = /^(\w+)Result/.exec(text) ?? []
      const [type = ''] = text.split(/^export /m)
      const statuses = [...type.matchAll(/Documented<(\d+)/g)].map(([, status]) => Number(status))
      return [name.charAt(0).toLowerCase() + name.slice(1), statuses.filter((status) => status >= 400)]
    }),
  )
}

/** Rows that the table of failures needs: one for each documented status of each phase, at least. */
export function missingRows(
  generated: string,
  calls: Calls,
  rows: ReadonlyArray<{ readonly phase: string; readonly status: number }>,
): string[] {
  return [...documentedErrors(generated)].flatMap(([operation, statuses]) => {
    const call = calls[operation]
    if (!call) return [`${operation}: which phases of the table is it for?`]
    return statuses
      .filter((status) => call.fine?.[status] === undefined)
      .flatMap((status) => call.phases.map((phase) => ({ phase, status })))
      .filter(({ phase, status }) => !rows.some((row) => row.phase === phase && row.status === status))
      .map(({ phase, status }) => `${operation}: no row for \`${phase}\`, \`${status}\``)
  })
}
