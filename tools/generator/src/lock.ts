import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFiles, sha256 } from './hash.ts'
import { readPin } from './jar.ts'
import { repository, type Target } from './paths.ts'

/** What made a generated folder, and what is in it. Paths are relative to the repository or to the folder. */
export interface Lock {
  generator: { version: string; sha256: string }
  /** SHA-256 of the spec, as written by hand. */
  spec: string
  /** SHA-256 over templates, options and the code that prepares the spec. */
  recipe: string
  files: Record<string, string>
}

export const lockFile = 'generated.lock.json'

/** @param tool - The generator's folder, for a client that is not in its repository yet. */
export async function writeLock(target: Target, root: string = repository, tool?: string): Promise<void> {
  const lock: Lock = { ...(await inputsOf(target, root, tool)), files: await outputsOf(target, root) }
  await writeFile(join(root, target.output, lockFile), `${JSON.stringify(lock, null, 2)}\n`)
}

/** What is wrong with a generated folder, judged by hashes alone: one sentence per finding, each naming a file. */
export async function findDrift(target: Target, root: string = repository): Promise<string[]> {
  const fix = `run \`pnpm generate ${target.provider}\``
  let lock: Lock
  try {
    lock = JSON.parse(await readFile(join(root, target.output, lockFile), 'utf8'))
  } catch {
    return [`${target.output}/${lockFile} is missing or unreadable: ${fix}`]
  }
  const inputs = await inputsOf(target, root)
  const findings: string[] = []
  if (inputs.spec !== lock.spec) findings.push(`${target.spec} changed since its client was generated: ${fix}`)
  if (inputs.recipe !== lock.recipe || inputs.generator.sha256 !== lock.generator.sha256) {
    findings.push(`tools/generator changed since ${target.output} was generated: ${fix}`)
  }
  const files = await outputsOf(target, root)
  for (const file of new Set([...Object.keys(lock.files), ...Object.keys(files)])) {
    if (files[file] === lock.files[file]) continue
    const what =
      files[file] === undefined
        ? 'is missing'
        : lock.files[file] === undefined
          ? 'does not belong here'
          : 'was edited by hand'
    findings.push(`${target.output}/${file} ${what}: ${fix}`)
  }
  return findings
}

async function inputsOf(
  target: Target,
  root: string,
  tool: string = join(root, 'tools/generator'),
): Promise<Omit<Lock, 'files'>> {
  const folders = await Promise.all(['templates', 'src/prepare'].map((folder) => hashFiles(join(tool, folder))))
  const code = ['check-names', 'comments', 'prepare', 'regenerate'].map((name) => `src/${name}.ts`)
  const sources = ['config.yaml', 'biome.generated.json', ...code]
  const recipe = await Promise.all(sources.map((file) => readFile(join(tool, file), 'utf8')))
  return {
    generator: await readPin(tool),
    spec: sha256(await readFile(join(root, target.spec))),
    recipe: sha256(JSON.stringify([folders, recipe])),
  }
}

async function outputsOf(target: Target, root: string): Promise<Record<string, string>> {
  const { [lockFile]: _, ...files } = await hashFiles(join(root, target.output))
  return files
}
