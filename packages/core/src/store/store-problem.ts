/**
 * An error of a store whose message callers may see: what is wrong, and what to do about it. Its message ends up in
 * {@link AuthError.message} and in logs, so it must hold nothing that was stored, and no error text of a server that
 * might. What any other error of a store says is not shown.
 *
 * @example
 * ```ts
 * throw new StoreProblem('the folder of the store is read-only: give this user the right to write', { cause: error })
 * ```
 */
export class StoreProblem extends Error {
  /** The same in every copy of this package. */
  override readonly name = 'StoreProblem'
}

/** What may be shown of an error that a store threw; also of one of another copy of this package. */
export function storeProblemOf(error: unknown): string | undefined {
  return error instanceof Error && error.name === 'StoreProblem' ? error.message : undefined
}
