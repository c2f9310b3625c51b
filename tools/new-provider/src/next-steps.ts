import type { Names } from './names.ts'

/** What is left to do by hand, in order. Everything else finds the package by its folder. */
export function nextSteps({ name, pascal }: Names): string {
  return `Next:
1. \`pnpm install\`, so that the lock file knows the package, and \`pnpm test\`: it passes.
2. Read specs/${name}.yaml, mend what was changed or guessed, and run \`pnpm generate ${name}\`.
3. Write what \`grep -rnE 'FILL IN|fillIn\\(' packages/${name}\` finds. src/adapter.ts is the work; look at packages/meshy.
   Every row of the table of failures in the README is run as a test.
4. Write a server for it in packages/emulator: users test their code with it, and step 6 needs it.
5. Remove \`"private": true\` from packages/${name}/package.json. A test fails while something is left to fill in.
6. Add a budget for '@auth/${name}' to tools/release/src/sizes.ts, and run \`pnpm check:packages\`. Add an example that
   prints something to the README of the repository, its host and its variables to
   tools/release/src/rehearse/emulated.ts, and run \`pnpm release:rehearse\`.
7. Run \`pnpm api:report\`, and commit with the changeset .changeset/add-${name}.md.
8. To put it on a level with the others: a subject in tools/conformance/test/providers.ts (create${pascal}Auth), and a
   scenario in tools/start/src/scenario.ts.`
}
