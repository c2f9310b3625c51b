import type { AuthErrorPhase } from './auth-error.ts'
import { failure } from './failures.ts'

/**
 * Loads a part of a package that not everybody needs.
 *
 * @param load - An `import()`. The runtime keeps what it brings; after a failure, the next call tries again.
 * @throws {AuthError} `network`
 */
export async function loadPart<Part>(
  provider: string,
  phase: AuthErrorPhase,
  load: () => Promise<Part>,
): Promise<Part> {
  try {
    return await load()
  } catch {
    const message = 'a part of this package could not be loaded. Check that all files of the application are served'
    throw failure({ provider }, 'network', { message, attempts: 0 }, phase)
  }
}
