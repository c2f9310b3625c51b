import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Packed, repository } from './pack.ts'

const run = promisify(execFile)

/** Sends requests for the real hosts to the emulator, so that an example runs as it is printed. */
const preload = `
import { createEmulator } from '@auth/emulator/fetch'
const emulator = createEmulator()
const { urls, credentials: { meshy, elasticpath, gooru, genlogs } } = emulator
const hosts = {
  'https://auth.meshydb.com': urls.meshy.authBaseUrl,
  'https://api.meshydb.com': urls.meshy.apiBaseUrl,
  'https://useast.api.elasticpath.com': urls.elasticpath.apiBaseUrl,
  'https://gooru.example': new URL('/gooru', urls.gooru.apiBaseUrl).href,
  'https://api.genlogs.io': urls.genlogs.apiBaseUrl,
}
globalThis.fetch = (input, init) => {
  const request = new Request(input, init)
  const { origin } = new URL(request.url)
  if (!hosts[origin]) throw new Error('no emulation of ' + origin)
  return emulator.fetch(new Request(request.url.replace(origin, hosts[origin]), request))
}
Object.assign(process.env, {
  MESHY_ACCOUNT_NAME: meshy.accountName, MESHY_PUBLIC_KEY: meshy.publicKey,
  MESHY_USERNAME: meshy.username, MESHY_PASSWORD: meshy.password,
  ELASTICPATH_CLIENT_ID: elasticpath.clientId, ELASTICPATH_PASSWORD_PROFILE_ID: elasticpath.passwordProfileId,
  ELASTICPATH_USERNAME: elasticpath.username, ELASTICPATH_PASSWORD: elasticpath.password,
  GOORU_HOST: 'gooru.example', GOORU_CLIENT_ID: gooru.clientId, GOORU_CLIENT_KEY: gooru.clientKey,
  GOORU_USERNAME: gooru.username, GOORU_PASSWORD: gooru.password,
  GENLOGS_API_KEY: genlogs.apiKey, GENLOGS_EMAIL: genlogs.email, GENLOGS_PASSWORD: genlogs.password,
})
`

const compilerOptions = {
  module: 'nodenext',
  target: 'es2023',
  lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
}

/** Fenced TypeScript examples of a README, in order. */
export async function readExamples(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '')
}

/**
 * Installs one provider and core from their tarballs in an empty project, pastes the example, type-checks and runs it.
 *
 * @returns what the example printed
 */
export async function tryAsUser(
  directory: string,
  provider: Packed,
  packed: readonly Packed[],
  example: string,
): Promise<string> {
  const project = join(directory, `consumer-${provider.name.replace('@auth/', '')}`)
  await mkdir(project)
  const tarballOf = (name: string): string => `file:${packed.find((item) => item.name === name)?.tarball}`
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { [provider.name]: tarballOf(provider.name), '@auth/core': tarballOf('@auth/core') },
    devDependencies: { '@auth/emulator': tarballOf('@auth/emulator'), '@types/node': '24.19.2' },
  }
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['example.ts'] }))
  await writeFile(join(project, 'emulated.mjs'), preload)
  await writeFile(join(project, 'example.ts'), example)
  const { npm_config_user_agent: _, ...environment } = process.env
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project, env: environment })
  const tsc = join(repository, 'node_modules/.bin/tsc')
  await run(tsc, ['-p', 'tsconfig.json'], { cwd: project }).catch((error: { stdout: string }) => {
    throw new Error(`${provider.name}: the example does not type-check:\n${error.stdout}`)
  })
  const { stdout } = await run(process.execPath, ['--import', './emulated.mjs', 'example.ts'], { cwd: project })
  return stdout.trim()
}
