/** The command line, the environment or the configuration is not as it must be. Its message holds names, never values. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
