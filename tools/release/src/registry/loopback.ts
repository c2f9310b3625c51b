import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Uplink } from './uplink.ts'

/** A registry on loopback that nothing survives of. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** With a slash at its end. */
  readonly url: string
  /** Lines of an `.npmrc` that allow to publish. */
  readonly credentials: string
  /** What signs in there. */
  readonly token: string
}

export interface LoopbackOptions {
  /** A new folder for its configuration and storage. */
  readonly directory: string
  /** Packages that it has itself and never asks anybody else for. */
  readonly own: readonly string[]
  /** Where all others come from; without it there are no others. */
  readonly uplink?: Uplink
}

/** Starts verdaccio on a free port of loopback, in a process that ends with this one. */
export async function startLoopbackRegistry(options: LoopbackOptions): Promise<LoopbackRegistry> {
  const { directory } = options
  await mkdir(directory, { recursive: true })
  const config = join(directory, 'config.yaml')
  await writeFile(config, JSON.stringify(configure(options), null, 2))
  const child = fork(fileURLToPath(new URL('./loopback-process.ts', import.meta.url)), [config], {
    cwd: directory,
    env: environment(options),
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let printed = ''
  child.stderr?.on('data', (data: Buffer) => {
    printed += data
  })
  const started = once(child, 'message').then(([message]) => message as { port: number }) // its own message, see there
  const ended = once(child, 'exit')
  const first = await Promise.race([started, ended.then(() => undefined)])
  if (!first) {
    const log = await readFile(join(directory, 'log'), 'utf8').catch(() => '')
    throw new Error(`The registry on loopback did not start:\n${printed}${log}`)
  }
  const url = `http://127.0.0.1:${first.port}/`
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  try {
    const token = await signUp(url)
    const credentials = `${url.replace('http:', '')}:_authToken=${token}\n`
    return { url, credentials, token, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function environment({ directory, uplink }: LoopbackOptions): NodeJS.ProcessEnv {
  const certificates = process.env['NODE_EXTRA_CA_CERTS'] ?? uplink?.certificates
  return { ...process.env, HOME: directory, ...(certificates && { NODE_EXTRA_CA_CERTS: certificates }) }
}

function configure({ directory, own, uplink }: LoopbackOptions): object {
  const access = { access: '$all', publish: '$authenticated' }
  return {
    storage: join(directory, 'storage'),
    auth: { htpasswd: { file: join(directory, 'htpasswd'), max_users: 1 } },
    uplinks: uplink ? { npm: { url: uplink.url, timeout: '60s' } } : {},
    packages: {
      ...Object.fromEntries(own.map((pattern) => [pattern, access])),
      '**': { ...access, ...(uplink && { proxy: 'npm' }) },
    },
    web: { enable: false },
    middlewares: { audit: { enabled: false } },
    log: { type: 'file', path: join(directory, 'log'), format: 'json', level: 'warn' },
  }
}

async function signUp(registry: string): Promise<string> {
  const response = await fetch(`${registry}-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: crypto.randomUUID() }),
  })
  const { token }: { token?: string } = await response.json()
  if (!token) throw new Error(`The registry on loopback gave no token (${response.status}).`)
  return token
}
