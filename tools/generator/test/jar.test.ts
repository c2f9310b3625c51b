import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { sha256 } from '../src/hash.ts'
import { provideJar, readPin } from '../src/jar.ts'
import { downloads, type JarSource } from '../src/jar-sources.ts'
import { toolDirectory } from '../src/paths.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const genuine = 'the pinned jar'

/** A tool folder that pins a small "jar", with or without something in its cache. */
async function createTool(cached?: string): Promise<{ directory: string; jar: string; lines: string[] }> {
  const directory = await temporaryFolder()
  const jar = join(directory, '.cache', '1.2.3.jar')
  await mkdir(join(directory, '.cache'))
  await writeFile(join(directory, 'generator.json'), JSON.stringify({ version: '1.2.3', sha256: sha256(genuine) }))
  if (cached !== undefined) await writeFile(jar, cached)
  return { directory, jar, lines: [] }
}

const broken: JarSource = { name: 'npm wrapper', bring: () => Promise.reject(new Error('no network\nat some line')) }
const absent: JarSource = { name: 'Maven', bring: () => Promise.reject(new Error('spawn mvn ENOENT')) }
const bringing = (name: string, content: string): JarSource => ({ name, bring: ({ jar }) => writeFile(jar, content) })

test('a jar in the cache is used, and nothing is fetched', async () => {
  const { directory, jar, lines } = await createTool(genuine)

  expect(await provideJar((line) => lines.push(line), { directory, sources: [broken] })).toBe(jar)
  expect(lines).toEqual([])
})

test('when nothing works, the message says what was tried and where to put the jar by hand', async () => {
  const { directory, lines } = await createTool()

  await expect(provideJar((line) => lines.push(line), { directory, sources: [broken, absent] })).rejects.toThrow(
    [
      'openapi-generator 1.2.3 could not be fetched. Tried:',
      '  local cache: no 1.2.3.jar',
      '  npm wrapper: no network',
      '  npm wrapper: no 1.2.3.jar',
      '  Maven: spawn mvn ENOENT',
      '  Maven: no 1.2.3.jar',
      'Put openapi-generator-cli-1.2.3.jar at tools/generator/.cache/1.2.3.jar, or make npm or Maven downloads possible,' +
        ' and run the command again.',
    ].join('\n'),
  )
  expect(lines).toEqual(['fetching openapi-generator 1.2.3 (npm wrapper)', 'fetching openapi-generator 1.2.3 (Maven)'])
})

test('a cached jar with a wrong checksum is removed, named, and fetched again', async () => {
  const { directory, jar } = await createTool('half a download')

  expect(await provideJar(() => {}, { directory, sources: [bringing('Maven', genuine)] })).toBe(jar)
  expect(await readFile(jar, 'utf8')).toBe(genuine)
})

test('a fetched jar with a wrong checksum is removed and named, with both checksums', async () => {
  const { directory, jar } = await createTool()
  const sources = [bringing('npm wrapper', 'another jar')]

  await expect(provideJar(() => {}, { directory, sources })).rejects.toThrow(
    `npm wrapper: 1.2.3.jar has SHA-256 ${sha256('another jar')}, expected ${sha256(genuine)}; the file was removed`,
  )
  expect(existsSync(jar)).toBe(false)
})

test('a source that fails after its download has still brought the jar', async () => {
  const { directory, jar } = await createTool()
  const late: JarSource = {
    name: 'npm wrapper',
    async bring(request) {
      await writeFile(request.jar, genuine)
      throw new Error('the search failed')
    },
  }

  expect(await provideJar(() => {}, { directory, sources: [late] })).toBe(jar)
})

test('the jar is fetched by the npm wrapper first, and both pins name the same version', async () => {
  const wrapper: unknown = JSON.parse(await readFile(join(toolDirectory, 'openapitools.json'), 'utf8'))

  expect(downloads.map(({ name }) => name)).toEqual(['npm wrapper', 'Maven'])
  expect(wrapper).toMatchObject({ 'generator-cli': { version: (await readPin()).version, storageDir: '.cache' } })
})

test('without Maven the wrapper brings the jar to the cache, wherever the command was called from', async () => {
  const { directory, jar } = await createTool()
  const elsewhere = await temporaryFolder()
  const asked: (string | undefined)[] = []
  const server = createServer(({ url }, response) => {
    asked.push(url)
    response.end(url?.endsWith('.jar') ? genuine : '{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.closeAllConnections() ?? server.close(() => resolve())))
  const { port } = server.address() as AddressInfo // it listens on a port
  const repository = { downloadUrl: `http://127.0.0.1:${port}/\${versionName}.jar` }
  const settings = { 'generator-cli': { version: '1.2.3', storageDir: '.cache', repository } }
  await writeFile(join(directory, 'openapitools.json'), JSON.stringify(settings))
  vi.stubEnv('PWD', elsewhere)
  vi.stubEnv('PATH', elsewhere)
  onTestFinished(() => void vi.unstubAllEnvs())

  expect(await provideJar(() => {}, { directory })).toBe(jar)
  expect(asked).toContain('/1.2.3.jar')
  expect(await readdir(elsewhere)).toEqual([])
})
