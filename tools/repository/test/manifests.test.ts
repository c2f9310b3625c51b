import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { find, read } from './support/repository.ts'

interface Manifest {
  readonly homepage?: string
  readonly bugs?: { readonly url: string }
  readonly repository?: { readonly type: string; readonly url: string; readonly directory?: string }
}

const packages = find('packages/*/package.json').map((path) => dirname(path))

function manifestOf(folder: string): Manifest {
  return JSON.parse(read(`${folder}/package.json`))
}

test.each(packages)('%s says where the project lives, as the manifest of the root does', (folder) => {
  const { homepage, bugs, repository } = manifestOf('.')
  const address = homepage?.replace(/#readme$/, '')

  expect(bugs).toEqual({ url: `${address}/issues` })
  expect(repository).toEqual({ type: 'git', url: `git+${address}.git` })
  expect(manifestOf(folder)).toMatchObject({
    homepage: `${address}/tree/main/${folder}#readme`,
    bugs,
    repository: { ...repository, directory: folder },
  })
})

test('whoever opens an issue is led to the same address for a vulnerability', () => {
  const address = manifestOf('.').homepage?.replace(/#readme$/, '')

  expect(read('.github/ISSUE_TEMPLATE/config.yml')).toContain(`url: ${address}/security/advisories/new`)
})
