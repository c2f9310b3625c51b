import { publishedNames } from '../packages.ts'
import { findRegistry } from '../registry/destinations.ts'
import { findPackedProblems } from './packed.ts'

/** Fails unless the tarballs of a folder are what its plan says, and the plan is one of this workspace. */
export async function verify(folder: string, root: string, snapshot?: string): Promise<void> {
  const expectation = { names: publishedNames(root), registry: await findRegistry(root), snapshot }
  const problems = await findPackedProblems(folder, expectation)
  if (problems.length > 0) throw new Error(`Nothing was published.\n${problems.map((one) => `  ${one}`).join('\n')}`)
}
