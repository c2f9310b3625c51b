// The text of CHANGELOG.md, for changesets: what users will notice, and no commit hashes.

interface Changeset {
  readonly summary: string
}

interface UpdatedDependency {
  readonly name: string
  readonly oldVersion: string
  readonly newVersion: string
}

/** A change as its author told it, as an item of a list. */
export function getReleaseLine({ summary }: Changeset): string {
  const [first = '', ...others] = summary.trim().split('\n')
  return [`- ${first.trimEnd()}`, ...others.map((line) => (line.trim() ? `  ${line.trimEnd()}` : ''))].join('\n')
}

/** What must be installed now that did before, where that changed. A first release updates nothing. */
export function getDependencyReleaseLine(_: readonly Changeset[], updated: readonly UpdatedDependency[]): string {
  return updated
    .filter(({ oldVersion }) => oldVersion !== '0.0.0')
    .map(({ name, newVersion }) => `- Needs \`${name}\` ${newVersion} or later.`)
    .join('\n')
}
