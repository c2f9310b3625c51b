import { expect, test } from 'vitest'
import { allowance, explainRefusals, findRefusals, publicDomains } from '../../src/registry/public-registries.ts'

const source = 'the configuration of npm'

test.each(publicDomains)('%s is refused, and all its hosts', (domain) => {
  const spellings = [
    ...[domain, `registry.${domain}`, `REGISTRY.${domain.toUpperCase()}:443`, `${domain}:8443`],
    ...[`${domain}.`, `registry.${domain}.:443`, `packages.example.com@${domain}`, domain.replace('.', '%2E')],
  ]
  for (const host of spellings) {
    expect(findRefusals([{ source, registry: `https://${host}/npm/` }], {})).toEqual([
      expect.stringMatching(/, a public registry\.$/),
    ])
  }
})

test.each([`not${publicDomains[0]}`, `${publicDomains[0]}.example.com`, '127.0.0.1:4873', 'packages.example.com'])(
  '%s is somebody’s own registry',
  (host) => {
    expect(findRefusals([{ source, registry: `https://${host}/` }], {})).toEqual([])
  },
)

test('what names no registry, or no URL, is refused: silence would mean the public one', () => {
  const destinations = [
    { source: 'one', registry: undefined },
    { source: 'two', registry: 'packages.example.com' },
  ]
  expect(findRefusals(destinations, {})).toEqual([
    'one names no registry.',
    'two names "packages.example.com", which is not a URL.',
  ])
})

test.each([`npm://${publicDomains[0]}/`, `file:///${publicDomains[0]}/`])(
  '%s is no address of a registry',
  (registry) => {
    expect(findRefusals([{ source, registry }], {})).toEqual([`${source} names "${registry}", which is no HTTP URL.`])
  },
)

test('each destination must be right, not one of them', () => {
  const destinations = [
    { source, registry: 'https://packages.example.com/' },
    { source: 'publishConfig of @auth/core', registry: `https://registry.${publicDomains[0]}` },
  ]
  expect(findRefusals(destinations, {})).toEqual([
    `publishConfig of @auth/core names registry.${publicDomains[0]}, a public registry.`,
  ])
})

test('only the exact word allows a public registry', () => {
  const destinations = [{ source, registry: `https://registry.${publicDomains[0]}/` }]

  expect(findRefusals(destinations, { [allowance]: 'yes' })).toEqual([])
  for (const value of ['', '1', 'true', 'no'])
    expect(findRefusals(destinations, { [allowance]: value })).toHaveLength(1)
})

test('whoever is refused is told why and what to do', () => {
  const text = explainRefusals(['the configuration of npm names no registry.'])

  expect(text).toContain('Nothing was published.')
  expect(text).toContain('the configuration of npm names no registry.')
  expect(text).toContain('@auth:registry=https://packages.example.com/')
})
