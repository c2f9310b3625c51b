import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { stringify } from 'yaml'
import { writeLock } from '../../generator/src/lock.ts'
import { targetOf } from '../../generator/src/paths.ts'
import { prepare } from '../../generator/src/prepare.ts'
import { format } from '../../release/src/format.ts'
import { adoptSpec } from './adopt/adopt-spec.ts'
import { lintSpec } from './lint-spec.ts'
import { moveAll } from './move-all.ts'
import { nameProvider } from './names.ts'
import { packageFiles } from './package-files.ts'
import { createModel } from './package-model.ts'
import { readSpec } from './read-spec.ts'
import { describeSignIn } from './sign-in.ts'
import { changesetFile, type Manifest } from './templates/manifest.ts'

export interface NewProvider {
  readonly name: string
  readonly title?: string | undefined
  /** The OpenAPI document to start from. */
  readonly spec: string
  /** The operation that signs in, where that is not clear. */
  readonly signIn?: string | undefined
  /** The operations to keep. */
  readonly only?: readonly string[] | undefined
}

export interface Surroundings {
  /** The repository to add the package to. */
  readonly root: string
  /** Writes generated code into an empty folder. */
  readonly generate: (spec: string, output: string) => Promise<void>
}

export interface Created {
  readonly files: readonly string[]
  /** What was changed in the copy of the spec. */
  readonly changes: readonly string[]
}

const patternManifest = 'packages/meshy/package.json'
// Examples in every README are type-checked from there.
const examplesManifest = 'tools/conformance/package.json'

/** Makes a package from a spec: all of it, or nothing. */
export async function createProvider(wanted: NewProvider, { root, generate }: Surroundings): Promise<Created> {
  const names = nameProvider(wanted.name, wanted.title)
  const { name } = names
  const targets = [`specs/${name}.yaml`, `packages/${name}`, `.changeset/add-${name}.md`]
  const taken = targets.find((path) => existsSync(join(root, path)))
  if (taken) throw new Error(`${taken} is there already: choose another name, or remove it first`)
  const source = await readSpec(wanted.spec)
  const { document, changes } = adoptSpec(source.document, wanted.only)
  const signIn = describeSignIn(document, wanted.signIn)
  const untouched = changes.length === 0 && extname(wanted.spec) !== '.json'
  const spec = untouched ? source.text : stringify(document, { lineWidth: 120 })

  // Beside the sources, where git does not look: a move to the right place is then one step.
  const cache = join(root, 'tools/new-provider/.cache')
  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(join(cache, `${name}-`))
  try {
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(staging, path)), { recursive: true })
      await writeFile(join(staging, path), text)
    }
    await write(`specs/${name}.yaml`, spec)
    await checkSpec(join(staging, `specs/${name}.yaml`), wanted.spec)
    prepare(spec, wanted.spec)
    const model = createModel(names, signIn)
    const target = targetOf(name)
    await generate(join(staging, target.spec), join(staging, target.output))
    await writeLock(target, staging, join(root, 'tools/generator'))
    const pattern: Manifest = JSON.parse(await readFile(join(root, patternManifest), 'utf8'))
    await Promise.all(
      [...packageFiles(model, pattern)].map(async ([path, text]) => {
        const place = `packages/${name}/${path}`
        await write(place, /\.(ts|md)$/.test(path) ? await format(place, text.trimStart()) : text)
      }),
    )
    await write(`.changeset/add-${name}.md`, changesetFile(model))
    await write(examplesManifest, await withDependency(join(root, examplesManifest), `@auth/${name}`))
    await moveAll(staging, root, [...targets, examplesManifest])
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return { files: [...targets, examplesManifest], changes }
}

async function checkSpec(file: string, given: string): Promise<void> {
  const problems = await lintSpec(file)
  if (problems.length === 0) return
  throw new Error(
    `${given} lacks what our rules for specs ask for, and what cannot be known without its provider:\n` +
      `${problems.map((problem) => `- ${problem}`).join('\n')}\nMend it there, and run the command again.`,
  )
}

async function withDependency(path: string, name: string): Promise<string> {
  const manifest: { devDependencies: Record<string, string> } = JSON.parse(await readFile(path, 'utf8'))
  const dependencies = Object.entries({ ...manifest.devDependencies, [name]: 'workspace:^' })
  const devDependencies = Object.fromEntries(dependencies.sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...manifest, devDependencies }, null, 2)}\n`
}
