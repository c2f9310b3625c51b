import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readInstalled } from '../../src/rehearse/installed.ts'

let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'auth-installed-'))
})
afterEach(() => rm(project, { recursive: true }))

async function put(path: string, name: string, version: string): Promise<void> {
  await mkdir(join(project, path), { recursive: true })
  await writeFile(join(project, path, 'package.json'), JSON.stringify({ name, version }))
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(join(project, from)), { recursive: true })
  await symlink(join(project, to), join(project, from))
}

test('copies in a flat layout are found wherever they are nested, two of one version as two', async () => {
  await put('node_modules/@auth/core', '@auth/core', '1.0.0')
  await put('node_modules/@auth/meshy', '@auth/meshy', '1.0.1')
  await put('node_modules/next-auth', 'next-auth', '5.0.0')
  await put('node_modules/next-auth/node_modules/@auth/core', '@auth/core', '0.41.2')
  await put('node_modules/other/node_modules/@auth/core', '@auth/core', '1.0.0')
  await put('node_modules/other', 'other', '1.0.0')
  await put('node_modules/.cache/left', 'left', '9.9.9')

  const installed = await readInstalled(project)
  expect(installed.get('@auth/core')).toEqual(['0.41.2', '1.0.0', '1.0.0'])
  expect([...installed.keys()].sort()).toEqual(['@auth/core', '@auth/meshy', 'next-auth', 'other'])
})

test('copies in a strict layout count once, however many lead there, and only if something does', async () => {
  const store = 'node_modules/.pnpm'
  await put(`${store}/core@1.1.0/node_modules/@auth/core`, '@auth/core', '1.1.0')
  await put(`${store}/core@1.0.0/node_modules/@auth/core`, '@auth/core', '1.0.0')
  await put(`${store}/meshy@1.0.0/node_modules/@auth/meshy`, '@auth/meshy', '1.0.0')
  await link(`${store}/meshy@1.0.0/node_modules/@auth/core`, `${store}/core@1.1.0/node_modules/@auth/core`)
  await link('node_modules/@auth/meshy', `${store}/meshy@1.0.0/node_modules/@auth/meshy`)

  const installed = await readInstalled(project)
  expect(Object.fromEntries(installed)).toEqual({ '@auth/core': ['1.1.0'], '@auth/meshy': ['1.0.0'] })
})

test('a project with nothing installed has nothing', async () => {
  expect(await readInstalled(project)).toEqual(new Map())
})
