import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { run } from '../../../src/run.ts'

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main']

/** A git repository of its own in a temporary folder, which is gone after the test. */
export interface Sandbox {
  readonly root: string
  git(...args: string[]): Promise<string>
  write(path: string, text: string): Promise<void>
  read(path: string): Promise<string>
  /** Replaces a text that must be there. */
  edit(path: string, from: string, to: string): Promise<void>
  commit(): Promise<void>
}

/** Opens a folder as a sandbox, or a new one. */
async function openSandbox(folder?: string): Promise<Sandbox> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'auth-sandbox-')))
  if (folder === undefined) onTestFinished(() => rm(root, { recursive: true, force: true }))
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')
  const git = (...args: string[]): Promise<string> => run('git', [...identity, ...args], { cwd: root })
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return {
    root,
    git,
    write,
    read,
    async edit(path, from, to) {
      const text = await read(path)
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
      await write(path, text.replace(from, to))
    },
    async commit() {
      await git('add', '--all')
      await git('commit', '--quiet', '--allow-empty', '--message', 'Change')
    },
  }
}

export async function emptySandbox(): Promise<Sandbox> {
  const sandbox = await openSandbox()
  await sandbox.git('init', '--quiet')
  return sandbox
}

/** A repository with one released provider, and what removes it again. */
export async function createOrigin(): Promise<{ readonly url: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-origin-'))
  const origin = await openSandbox(folder)
  await origin.git('init', '--quiet')
  await origin.write('specs/demo.yaml', spec)
  await origin.write('packages/demo/package.json', '{ "name": "@auth/demo", "version": "1.0.0" }')
  const client = new URL('../../../../generator/test/golden/expected/', import.meta.url)
  await cp(client, join(folder, 'packages/demo/src/generated'), { recursive: true })
  await origin.write('.changeset/README.md', 'What changes.\n')
  await origin.commit()
  await origin.git('tag', '@auth/demo@1.0.0')
  await origin.write('README.md', 'After the release.\n')
  await origin.commit()
  return { url: `file://${folder}`, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A clone, as a contributor has it. */
export async function cloneSandbox(url: string, ...options: string[]): Promise<Sandbox> {
  const clone = await openSandbox()
  await clone.git('clone', '--quiet', ...options, url, '.')
  return clone
}

const spec = `
openapi: 3.0.3
info: { title: Demo, version: 1.0.0 }
servers: [{ url: https://demo.example }]
paths:
  /token:
    post:
      operationId: createToken
      responses:
        "200":
          description: A token.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Token" }
        "429":
          description: Too many requests.
components:
  schemas:
    Token:
      type: object
      required: [value]
      properties:
        value: { type: string, description: The token. }
        scope: { type: string }
`
