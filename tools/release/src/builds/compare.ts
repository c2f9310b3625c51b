import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleModules } from '../bundle/bundle.ts'
import { renderPage } from '../bundle/page/page.ts'
import { listFiles, repository } from '../pack.ts'
import { listPackages } from '../packages.ts'
import { run } from '../run.ts'

/** What a package compiles: all of it, and what needs the types of Node where the rest does not. */
const projects = ['tsconfig.build.json', 'tsconfig.node.json']
const compiler = join(repository, 'node_modules/typescript/bin/tsc')

/** How what was built differs from what the sources give now: a sentence per file. Needs the packages to be built. */
export async function findBuildProblems(
  root: string,
  folders: readonly string[] = publishedFolders(root),
): Promise<string[]> {
  return (await Promise.all(folders.map((folder) => compareOne(root, folder)))).flat()
}

function publishedFolders(root: string): string[] {
  return listPackages(root).flatMap(({ folder, manifest }) => (manifest.private ? [] : [folder]))
}

async function compareOne(root: string, folder: string): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'auth-build-'))
  try {
    const cwd = join(root, folder)
    for (const config of projects.filter((file) => existsSync(join(cwd, file)))) {
      const options = ['-p', config, '--emitDeclarationOnly', '--outDir', scratch]
      await run(process.execPath, [compiler, ...options], { cwd })
    }
    const built = await readAll(join(cwd, 'dist'))
    const fresh = new Map([
      ...(await readAll(scratch)),
      ...withoutMaps(await bundleModules(cwd)),
      ...(await pageOf(cwd)),
    ])
    return [...new Set([...built.keys(), ...fresh.keys()])].sort().flatMap((file) => {
      const path = `${folder}/dist/${file}`
      if (!fresh.has(file)) return [`${path}: its source is gone. Build again`]
      if (!built.has(file)) return [`${path}: it was never built. Build again`]
      return built.get(file) === fresh.get(file) ? [] : [`${path}: it is not what its source gives. Build again`]
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The emulator has a page, beside its modules. */
async function pageOf(cwd: string): Promise<Array<[string, string]>> {
  return existsSync(join(cwd, 'src/page/index.html')) ? [['page.json', await renderPage()]] : []
}

function withoutMaps(modules: ReadonlyMap<string, string>): Array<[string, string | undefined]> {
  return [...modules].map(([file, text]) => [file, file.endsWith('.map') ? undefined : text])
}

/** Source maps name their sources relative to where they lie, and follow from the rest. */
async function readAll(folder: string): Promise<Map<string, string | undefined>> {
  const files = await listFiles(folder).catch(() => [])
  const texts = files.map(async (file) =>
    file.endsWith('.map')
      ? ([file, undefined] as const)
      : ([file, await readFile(join(folder, file), 'utf8')] as const),
  )
  return new Map(await Promise.all(texts))
}
