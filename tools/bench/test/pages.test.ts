import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chooseCells } from '../src/behaviour/behaviour.ts'
import { cases } from '../src/behaviour/cases.ts'
import { renderBehaviour, renderSummary } from '../src/behaviour/render.ts'
import { peers } from '../src/peers/peers.ts'
import { sections } from '../src/sections.ts'
import { hasBlock, replaceBlock } from '../src/write/blocks.ts'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

test('a section is written between its marks, and nothing else is touched', () => {
  const page = 'a\n<!-- bench:token -->\nold\n<!-- /bench:token -->\nz'

  expect(replaceBlock(page, 'token', 'new')).toBe('a\n<!-- bench:token -->\n\nnew\n\n<!-- /bench:token -->\nz')
  expect(() => replaceBlock(page, 'fetch', 'new')).toThrow('The page has no place for it')
})

test('the page has a place for every section', () => {
  const page = read('docs/benchmarks.md')

  expect([...Object.keys(sections), 'peers'].filter((name) => !hasBlock(page, name))).toEqual([])
})

test('every peer has one version, exact, and every peer of a case is one of the bench', () => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(read('tools/bench/peers/package.json'))
  const names = peers.map(({ name }) => name)
  const published = names.filter((name) => name !== 'fetch' && !name.startsWith('@auth/'))

  expect(published.filter((name) => !/^\d+\.\d+\.\d+$/.test(dependencies[name] ?? ''))).toEqual([])
  const strangers = Object.values(cases).flatMap((one) => one.peers.filter((name) => !names.includes(name)))
  expect(strangers).toEqual([])
})

test('cells are chosen by peer, by case, or by both', () => {
  expect(chooseCells(['ky', 'redirects'])).toEqual([{ peer: 'ky', name: 'redirects' }])
  expect(new Set(chooseCells(['ky']).map(({ peer }) => peer))).toEqual(new Set(['ky']))
  expect(new Set(chooseCells(['abort']).map(({ name }) => name))).toEqual(new Set(['abort']))
  expect(() => chooseCells(['axios'])).toThrow('There is no peer or case "axios"')
})

test('the table says how to see each cell again, and the short one puts the same outcomes together', () => {
  const results = new Map([
    ['@auth/meshy redirects', 'not followed'],
    ['ky redirects', 'followed'],
    ['fetch redirects', 'followed'],
    ['openid-client redirects', 'not followed'],
  ])

  expect(renderBehaviour(results)).toContain('| `ky` | followed | `bench behaviour ky redirects` |')
  expect(renderSummary(results).split('\n').slice(2)).toEqual([
    '| A token request is redirected to another host | not followed | `openid-client`: not followed; `ky`, `fetch`: followed |',
  ])
})

test('the short table fits in the README', () => {
  expect(Object.keys(cases).length).toBeLessThanOrEqual(10)
})
