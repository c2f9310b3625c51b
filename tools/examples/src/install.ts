import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { repository } from '../../release/src/pack.ts'
import { run } from '../../release/src/run.ts'
import { environment } from './environment.ts'

/** An example outside of the repository, with the packages as users get them. */
export interface Installed extends AsyncDisposable {
  readonly folder: string
  /** Runs a script of its `package.json` to its end. */
  runScript(name: string): Promise<void>
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Copies an example to a folder of its own, and installs what it needs as its users do. */
export async function installExample(name: string): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), `auth-example-${name}-`))
  const left = ['node_modules', 'dist', '.next', '.sessions']
  await cp(join(repository, 'examples', name), folder, {
    recursive: true,
    filter: (path) => !left.includes(basename(path)),
  })
  const path = join(folder, 'package.json')
  await writeFile(path, JSON.stringify(withTarballs(JSON.parse(await readFile(path, 'utf8')), await findTarballs())))
  const options = { cwd: folder, env: environment }
  await run('npm', ['install', '--loglevel=error', '--no-audit', '--no-fund', '--prefer-offline'], options)
  return {
    folder,
    async runScript(script) {
      await run('npm', ['run', script], options)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The packed packages by name. `@auth/core` is `auth-core-1.2.3.tgz`. */
async function findTarballs(): Promise<ReadonlyMap<string, string>> {
  const directory = process.env['EXAMPLES_TARBALLS'] ?? ''
  const files = await readdir(directory)
  return new Map(
    files.map((file) => [file.replace(/^auth-(\w+)-\d.*\.tgz$/, '@auth/$1'), `file:${join(directory, file)}`]),
  )
}

/** Tarballs in place of versions. What those need in turn is named too, or it would be looked for in a registry. */
function withTarballs(manifest: Manifest, tarballs: ReadonlyMap<string, string>): Manifest {
  const replaced = (versions: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, tarballs.get(name) ?? version]))
  const core = tarballs.get('@auth/core') ?? ''
  return {
    ...manifest,
    dependencies: { '@auth/core': core, ...replaced(manifest.dependencies) },
    devDependencies: replaced(manifest.devDependencies),
  }
}
