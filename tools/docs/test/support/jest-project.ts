import { execFile } from 'node:child_process'
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bundleModules } from '../../../release/src/bundle/bundle.ts'
import { root } from './documents.ts'

const require = createRequire(import.meta.url)
const ours = ['core', 'meshy', 'emulator']
const theirs = ['@babel/preset-env']

/** A folder outside the workspace with the packages as they are built, and a test for Jest. */
export interface JestProject extends AsyncDisposable {
  /** Runs Jest, and brings what it says. */
  run(...nodeOptions: readonly string[]): Promise<string>
}

/** @param manifest - The `package.json`. @param configuration - Files beside it, from the examples of the guide. */
export async function createJestProject(manifest: object, configuration: readonly string[] = []): Promise<JestProject> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-jest-'))
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, '@babel'), { recursive: true })
  for (const name of ours) await install(name, join(modules, '@auth', name))
  await cp(fileURLToPath(new URL('packages/core/node_modules/ky', root)), join(modules, 'ky'), {
    recursive: true,
    dereference: true,
  })
  for (const name of theirs) await symlink(dirname(require.resolve(`${name}/package.json`)), join(modules, name))
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  for (const name of configuration) {
    await copyFile(new URL(`tools/docs/src/guides/jest/${name}`, root), join(folder, name))
  }
  await copyFile(new URL('jest-greeting.js', import.meta.url), join(folder, 'greeting.test.js'))
  return {
    async run(...nodeOptions) {
      const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')
      const options = ['--rootDir', folder, '--cacheDirectory', join(folder, 'cache'), '--testTimeout', '60000']
      const ended: unknown = await promisify(execFile)(process.execPath, [...nodeOptions, jest, '-i', ...options], {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: '0' },
      }).catch((error: unknown) => error)
      return (ended as { stderr: string }).stderr // as execFile resolves or rejects
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function install(name: string, folder: string): Promise<void> {
  const source = fileURLToPath(new URL(`packages/${name}`, root))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), await readFile(join(source, 'package.json'), 'utf8'))
  for (const [file, text] of await bundleModules(source)) {
    if (!file.endsWith('.js')) continue
    await mkdir(dirname(join(folder, 'dist', file)), { recursive: true })
    await writeFile(join(folder, 'dist', file), text)
  }
}
