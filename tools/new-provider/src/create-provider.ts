import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { stringify } from 'yaml'
import { writeLock } from '../../generator/src/lock.ts'
import { targetOf } from '../../generator/src/paths.ts'
import { prepare } from '../../generator/src/prepare.ts'
import { format } from '../../release/src/format.ts'
import { type Adopted, adoptSpec, type Wanted } from './adopt/adopt-spec.ts'
import { listOperations } from './adopt/operations.ts'
import { inOneLine } from './in-one-line.ts'
import { mendSpec } from './mend-spec.ts'
import { moveAll } from './move-all.ts'
import { nameProvider } from './names.ts'
import { packageFiles } from './package-files.ts'
import { createModel } from './package-model.ts'
import { readSpec, type SourceSpec } from './source/read-spec.ts'
import { Refusal } from './source/refusal.ts'
import { changesetFile, type Manifest } from './templates/manifest.ts'

export interface NewProvider extends Wanted {
  readonly name: string
  readonly title?: string | undefined
  /** The OpenAPI document to start from. */
  readonly spec: string
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
// A larger document is never one that is written for our rules.
const mostOwnOperations = 40

/** Makes a package from a spec: all of it, or nothing. */
export async function createProvider(wanted: NewProvider, { root, generate }: Surroundings): Promise<Created> {
  const names = nameProvider(wanted.name, wanted.title)
  const { name } = names
  const targets = [`specs/${name}.yaml`, `packages/${name}`, `.changeset/add-${name}.md`]
  const taken = targets.find((path) => existsSync(join(root, path)))
  if (taken) throw new Error(`${taken} is there already: choose another name, or remove it first`)
  const source = await readSpec(wanted.spec)
  const adopted = adopt(source, wanted)
  const changes = [...source.changes, ...adopted.changes]
  const model = createModel(names, adopted)

  // Beside the sources, where git does not look: a move to the right place is then one step.
  const cache = join(root, 'tools/new-provider/.cache')
  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(join(cache, `${name}-`))
  try {
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(staging, path)), { recursive: true })
      await writeFile(join(staging, path), text)
    }
    const asItIs = changes.length === 0 && extname(wanted.spec) !== '.json'
    const spec = asItIs ? source.text : stringify(adopted.document, { lineWidth: 120, aliasDuplicateObjects: false })
    await write(`specs/${name}.yaml`, spec)
    const mended = await mendSpec(join(staging, `specs/${name}.yaml`), basename(wanted.spec), source.where)
    const path = `specs/${name}.yaml`
    await write(path, await format(path, await readFile(join(staging, path), 'utf8')))
    const target = targetOf(name)
    prepare(await readFile(join(staging, target.spec), 'utf8'), wanted.spec)
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
    return { files: [...targets, examplesManifest], changes: [...changes, ...mended] }
  } catch (error) {
    throw await inOneLine(error, root, name)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** A document that keeps our rules is kept whole. Of any other, what a sign-in needs. */
function adopt({ document, where }: SourceSpec, wanted: NewProvider): Adopted {
  try {
    if (!wanted.only && listOperations(document).length <= mostOwnOperations) {
      const whole = attempt(() => adoptSpec(document, { ...wanted, all: true }))
      if (whole?.changes.length === 0) return whole
    }
    return adoptSpec(document, wanted)
  } catch (error) {
    throw error instanceof Refusal ? new Error(`${error.message} (${where(error.pointer)})`, { cause: error }) : error
  }
}

/** Whatever is wrong is told by the second try. */
function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

async function withDependency(path: string, name: string): Promise<string> {
  const manifest: { devDependencies: Record<string, string> } = JSON.parse(await readFile(path, 'utf8'))
  const dependencies = Object.entries({ ...manifest.devDependencies, [name]: 'workspace:^' })
  const devDependencies = Object.fromEntries(dependencies.sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...manifest, devDependencies }, null, 2)}\n`
}
