import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { bundleModules } from '../src/bundle/bundle.ts'
import { defineErrorPages } from '../src/bundle/error-pages.ts'
import { repository } from '../src/pack.ts'

const core = join(repository, 'packages/core')

/** A project that lives at an address, with the pages of this one. */
async function createProject(homepage: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'auth-pages-'))
  onTestFinished(() => rm(root, { recursive: true }))
  await cp(join(repository, 'docs/errors'), join(root, 'docs/errors'), { recursive: true })
  await writeFile(join(root, 'package.json'), JSON.stringify({ type: 'module', homepage }))
  return root
}

test('Where the project has an address, an error of the built package ends with the link to its page.', async () => {
  const root = await createProject('https://code.project.dev/auth#readme')
  await symlink(join(core, 'node_modules'), join(root, 'node_modules'))
  for (const [file, text] of await bundleModules(core, root)) {
    await mkdir(dirname(join(root, 'dist', file)), { recursive: true })
    await writeFile(join(root, 'dist', file), text)
  }
  const { createFailures } = await import(/* @vite-ignore */ pathToFileURL(join(root, 'dist/adapter.js')).href)
  const fail = await createFailures('made-up', 'sign-in', [])

  const page = 'https://code.project.dev/auth/tree/main/docs/errors/network.md'
  expect(fail('network', { message: 'nobody is there' }).message).toBe(`@auth/made-up: nobody is there. See ${page}`)
})

test('Each page about a code has its address there, and the index has none.', async () => {
  const { authErrorPages } = await defineErrorPages(await createProject('https://code.project.dev/auth#readme'))
  const { below, codes }: { below: string; codes: string[] } = JSON.parse(authErrorPages)
  const folder = below.replace('https://code.project.dev/auth/tree/main/', '')

  expect(codes.length).toBeGreaterThanOrEqual(17)
  for (const code of codes)
    expect(await readFile(join(repository, folder, `${code}.md`), 'utf8')).toMatch(new RegExp(`^# ${code}\\n`))
})

test.each([
  'https://code.example.com/auth#readme',
  'https://example.org',
  'https://project.invalid/auth',
  'http://localhost:8080/auth',
])('A placeholder such as %s costs no byte, and gives no link.', async (homepage) => {
  const root = await createProject(homepage)
  expect(await defineErrorPages(root)).toEqual({ authErrorPages: 'undefined' })
  const code = [...(await bundleModules(core, root))].filter(([file]) => file.endsWith('.js')).join('\n')
  expect(code).not.toMatch(/authErrorPages|\. See /)
})
