import { homedir } from 'node:os'
import { listFiles, type Packed, readText, repository } from './pack.ts'
import { findSecrets } from './secrets.ts'

const allowed = [
  /^dist\/.+\.(js|d\.ts)(\.map)?$/,
  /^src\/.+\.ts$/,
  /^src\/page\/[\w/-]+\.(css|html|svg)$/,
  /^dist\/page\.json$/,
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
]

/** A home as short as `/` is in every text. */
const ofThisMachine = [repository, `${homedir()}/`].filter((path) => path.length > 3)

/** What is wrong with a tarball's contents: a sentence per finding. */
export async function findContentProblems({ name, folder, manifest }: Packed): Promise<string[]> {
  const files = await listFiles(folder)
  const problems: string[] = []
  for (const required of ['README.md', 'LICENSE']) {
    if (!files.includes(required)) problems.push(`${name}: ${required} is missing`)
  }
  for (const file of files) {
    const text = await readText(folder, file)
    if (!allowed.some((pattern) => pattern.test(file))) problems.push(`${name}: ${file} does not belong in the package`)
    if (ofThisMachine.some((path) => text.includes(path)))
      problems.push(`${name}: ${file} holds a path of this machine`)
    // A user's types would have to agree with those of ky, which go by one platform's.
    if (/\.d\.ts$/.test(file) && /['"]ky['"]/.test(text)) problems.push(`${name}: ${file} holds types of ky`)
    for (const secret of findSecrets(file, text)) problems.push(`${name}: ${file} seems to be or hold ${secret}`)
  }
  for (const [entry, target] of Object.entries(manifest.exports)) {
    for (const path of typeof target === 'string' ? [target] : Object.values(target)) {
      if (!files.includes(path.replace('./', '')))
        problems.push(`${name}: export ${entry} points to ${path}, which is not packed`)
    }
  }
  for (const [dependency, range] of Object.entries(manifest.dependencies ?? {})) {
    if (/^(workspace|catalog|file|link):/.test(range)) problems.push(`${name}: dependency ${dependency} is ${range}`)
  }
  return problems
}
