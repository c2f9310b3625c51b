import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { find, read } from './support/repository.ts'

interface Form {
  readonly name: string
  readonly description: string
  readonly body: readonly {
    readonly type: string
    readonly id?: string
    readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[] }
  }[]
}

const forms = find('.github/ISSUE_TEMPLATE/*.yml')
  .filter((path) => basename(path) !== 'config.yml')
  .map((path) => ({ path, form: parse(read(path)) as Form })) // what is missing fails below

test('there are forms for bugs, for providers and for wishes', () => {
  expect(forms.map(({ path }) => basename(path)).sort()).toEqual(['bug.yml', 'feature.yml', 'provider.yml'])
})

test.each(forms)('$path is a form that the host can show', ({ form }) => {
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
  const fields = form.body.filter(({ type }) => type !== 'markdown')
  const known = ['input', 'textarea', 'dropdown']
  expect(fields.filter(({ type, id, attributes }) => !known.includes(type) || !id || !attributes.label)).toEqual([])
  expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length)
  expect(form.body.filter(({ type, attributes }) => type === 'markdown' && !attributes.value)).toEqual([])
})

test('a bug can be reported for every package that users can have', () => {
  const bug = forms.find(({ path }) => basename(path) === 'bug.yml')
  const offered = bug?.form.body.find(({ id }) => id === 'package')?.attributes.options
  const manifests = find('packages/*/package.json').map((path) => JSON.parse(read(path)))
  // One that is private is not finished yet.
  const names = manifests.filter((manifest) => !manifest.private).map(({ name }): string => name)

  expect(offered).toEqual(expect.arrayContaining(names))
})
