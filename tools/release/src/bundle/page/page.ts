import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { repository } from '../../pack.ts'
import { defineErrorPages } from '../error-pages.ts'

const packages = fileURLToPath(new URL('../../../../../packages/', import.meta.url))
const source = join(packages, 'emulator/src/page')

/** What each provider's package calls its client. */
const clients: Readonly<Record<string, string>> = {
  meshy: 'createMeshyAuth',
  elasticpath: 'createElasticPathAuth',
  gooru: 'createGooruAuth',
  genlogs: 'createGenlogsAuth',
}

/** Writes the emulator's page, as a browser loads it, to one file of the package: its parts have no lasting names. */
export async function buildPage(folder: string = join(packages, 'emulator')): Promise<void> {
  const file = join(folder, 'dist/page.json')
  await mkdir(dirname(file), { recursive: true })
  // Tests may read it while others write it.
  const unfinished = `${file}.${process.pid}`
  await writeFile(unfinished, await renderPage())
  await rename(unfinished, file)
}

/** What that file holds: the files of the page by name. */
export async function renderPage(): Promise<string> {
  return `${JSON.stringify(await bundlePage(), undefined, 1)}\n`
}

/** The providers' packages are in it as they are for users: loaded when needed. */
async function bundlePage(): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    entryPoints: {
      app: join(source, 'app/main.ts'),
      style: join(source, 'style.css'),
      ...Object.fromEntries(Object.keys(clients).map((name) => [name, `client:${name}`])),
    },
    plugins: [clientEntries],
    conditions: ['@auth/source'],
    absWorkingDir: packages,
    outdir: packages,
    chunkNames: 'part-[hash]',
    ...{ bundle: true, splitting: true, minify: true, write: false, legalComments: 'none' },
    ...{ format: 'esm', platform: 'browser', target: 'es2022', define: { ...(await defineErrorPages(repository)) } },
  })
  const scripts = outputFiles.map(({ path, text }) => [relative(packages, path), text] as const)
  return Object.fromEntries([
    ['index.html', await readFile(join(source, 'index.html'), 'utf8')] as const,
    ['icon.svg', await readFile(join(source, 'icon.svg'), 'utf8')] as const,
    ['licenses.txt', await readLicenses()] as const,
    ...scripts.toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ])
}

/** A package is reached as its users reach it, by its main entry. */
const clientEntries: Plugin = {
  name: 'clients',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^client:/ }, ({ path }) => ({ path: path.slice('client:'.length), namespace: 'client' }))
    onLoad({ filter: /./, namespace: 'client' }, ({ path }) => ({
      contents: `export { ${clients[path]} as createAuth } from './${path}/src/index.ts'`,
      resolveDir: packages,
    }))
  },
}

async function readLicenses(): Promise<string> {
  const text = await readFile(join(packages, 'core/node_modules/ky/license'), 'utf8')
  return `The scripts of this page contain ky.\n\n${text}`
}
