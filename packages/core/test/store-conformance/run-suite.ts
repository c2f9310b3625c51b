import { type StoreConformanceOptions, storeConformance } from '../../src/store-conformance.ts'

/**
 * Runs all cases at once, each on a store of its own.
 *
 * @returns The names of those that the store fails, with why.
 */
export async function findFailures(createOptions: () => StoreConformanceOptions): Promise<Map<string, string>> {
  const failures = new Map<string, string>()
  const names = storeConformance(createOptions()).map(({ name }) => name)
  await Promise.all(
    names.map((name, index) =>
      storeConformance(createOptions())
        [index]?.run()
        .catch((error: unknown) => failures.set(name, String(error))),
    ),
  )
  return failures
}
