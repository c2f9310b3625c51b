import { type StoreConformanceOptions, storeConformance } from '../../src/store-conformance.ts'

/** Runs all cases, and returns the names of those that a store fails, with why. */
export async function findFailures(options: StoreConformanceOptions): Promise<Map<string, string>> {
  const failures = new Map<string, string>()
  const running = storeConformance(options).map(({ name, run }) =>
    run().catch((error: unknown) => void failures.set(name, String(error))),
  )
  await Promise.all(running)
  return failures
}
