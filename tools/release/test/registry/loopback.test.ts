import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLoopbackRegistry } from '../../src/registry/loopback.ts'
import { publishFolder, strangerVersion, writeStrangers } from '../../src/registry/stranger.ts'
import { createEnvironment, type Environment } from '../../src/rehearse/environment.ts'
import { readInstalled } from '../../src/rehearse/installed.ts'
import { npm } from '../../src/rehearse/managers.ts'
import { add, createProject } from '../../src/rehearse/project.ts'
import { failureOf } from '../../src/run.ts'

let directory: string
let environment: Environment

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'auth-loopback-'))
  environment = await createEnvironment(join(directory, 'home'))
})
afterAll(() => rm(directory, { recursive: true }))

test('a registry on loopback serves what was published to it, and is gone at the end', async () => {
  const strangers = await writeStrangers(directory)
  let url: string
  {
    await using registry = await startLoopbackRegistry({ directory: join(directory, 'one'), own: ['**'] })
    url = registry.url
    expect(new URL(url).hostname).toBe('127.0.0.1')
    await environment.useNpmrc(`registry=${url}\n${registry.credentials}`)
    await publishFolder(strangers.core, registry, environment.variables)
    await publishFolder(strangers.nextAuth, registry, environment.variables)

    const project = await createProject(join(directory, 'project'), npm, environment.variables)
    await add(project, 'next-auth')
    expect(Object.fromEntries(await readInstalled(project.folder))).toEqual({
      '@auth/core': [strangerVersion],
      'next-auth': ['5.0.0'],
    })
  }
  expect(await failureOf(fetch(url))).toBe('fetch failed')
})

test('without credentials nothing can be published to it', async () => {
  await using registry = await startLoopbackRegistry({ directory: join(directory, 'two'), own: ['**'] })
  const folder = join(directory, 'unwanted')
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: '@auth/unwanted', version: '1.0.0' }))
  await environment.useNpmrc(`registry=${registry.url}\n`)

  expect(await failureOf(publishFolder(folder, registry, environment.variables))).toMatch(/E?(?:401|403|NEEDAUTH)/)
  expect(await readdir(join(directory, 'two/storage')).catch(() => [])).not.toContain('@auth')
})

test('a registry that cannot start says why', async () => {
  await writeFile(join(directory, 'a-file'), '')
  const options = { directory: join(directory, 'three'), own: ['**'], uplink: { url: 'no url' } }

  await expect(startLoopbackRegistry(options)).rejects.toThrow(/did not start:\n.*\S/)
})
