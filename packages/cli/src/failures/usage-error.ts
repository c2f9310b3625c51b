/** The command line, the environment or the configuration is not as it must be. Its message holds names, never values. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Nothing is wrong, but something that a provider needs was not given. */
export class MissingValuesError extends UsageError {}
