import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { changesetText, readBumps } from '../../src/spec/changesets.ts'
import { judge, wordsFor } from '../../src/spec/judge.ts'
import { highest } from '../../src/spec/rules/bump.ts'
import { rules } from '../../src/spec/rules/rules.ts'
import { compareSpecs } from '../../src/spec/specs/compare-specs.ts'
import { clientEdits } from './support/client-edits.ts'
import { type Edit, readOriginal, specTexts } from './support/edit.ts'
import { specEdits } from './support/edits.ts'
import { judgeEdits, type Outcomes } from './support/outcomes.ts'
import { writePage } from './support/page.ts'

const page = new URL('../../../../docs/spec-changes.md', import.meta.url)
const tokenCall = 'paths./{accountName}/connect/token.post'
let outcomes: Outcomes

beforeAll(async () => {
  outcomes = await judgeEdits()
}, 60_000)

describe.each(specEdits)('when $edit', ({ edit, rule, bump }) => {
  test(`the rule ${rule} asks for ${rules[rule].bump}, and the release is ${bump}`, () => {
    const verdict = outcomes.specs.get(edit)
    expect(verdict?.spec).toContainEqual(expect.objectContaining({ rule, bump: rules[rule].bump }))
    expect(verdict?.bump).toBe(bump)
  })

  test('the changeset announces it', () => {
    const verdict = outcomes.specs.get(edit)
    const words = verdict ? wordsFor(verdict) : []
    const text = changesetText('@auth/meshy', bump, words)
    expect(readBumps(text).get('@auth/meshy')).toBe(bump)
    expect(words.find((known) => known.rule === rule)?.text).not.toMatch(/\{(place|operation|schema|from|to|value)\}/)
    for (const word of words) expect(text).toContain(`- ${word.text}\n`)
  })
})

test.each(clientEdits)('a generated client with $edit is found to be: $rules', ({ edit, rules: names }) => {
  const verdict = outcomes.clients.get(edit)
  expect(verdict?.client.map(({ rule }) => rule)).toEqual(names)
  expect(verdict?.bump).toBe(highest(names.map((name) => rules[name].bump)))
})

test('every rule has an edit that it judges', () => {
  const seen = new Set<string>([...outcomes.specs.values(), ...outcomes.clients.values()].flatMap(namesOf))
  for (const pair of [
    { base: undefined, now: '' },
    { base: '', now: undefined },
  ]) {
    for (const name of namesOf(judge(pair, [], []))) seen.add(name)
  }
  expect(Object.keys(rules).filter((name) => !seen.has(name))).toEqual([])
})

function namesOf({ spec, oasdiff, client }: ReturnType<typeof judge>): string[] {
  return [...spec, ...oasdiff, ...client].map(({ rule }) => rule.split(' ')[0] ?? '')
}

test('another layout of the same spec is no change', () => {
  const { base } = specTexts({ spec: 'meshy', change: () => {} })
  expect(readOriginal('meshy')).not.toBe(base)
  expect(compareSpecs(readOriginal('meshy'), base)).toEqual([])
})

test.each<[string, Partial<Edit>]>([
  ['a vendor extension', { change: (spec) => spec.set('components.schemas.TokenResponse.x-internal-id', 7) }],
  ['a vendor extension of an operation', { change: (spec) => spec.set(`${tokenCall}.x-codegen`, { a: 1 }) }],
  ['the same security, said by the operation', { change: (spec) => spec.set(`${tokenCall}.security`, []) }],
  [
    'the order of alternatives',
    {
      given: (spec) => spec.set(`${tokenCall}.security`, [{ a: [] }, { b: [] }]),
      change: (spec) => spec.set(`${tokenCall}.security`, [{ b: [] }, { a: [] }]),
    },
  ],
  [
    'the same parameter, said by the path',
    {
      change: (spec) =>
        spec.set('paths./{accountName}/connect/token.parameters', [{ $ref: '#/components/parameters/AccountName' }]),
    },
  ],
])('%s alone is no change', (_, edit) => {
  const { base, now } = specTexts({ spec: 'meshy', change: () => {}, ...edit })
  expect(compareSpecs(base, now)).toEqual([])
})

test('the gravest of several edits decides, and the changeset has them all, the gravest first', () => {
  const { base, now } = specTexts({
    spec: 'meshy',
    change(spec) {
      spec.set('components.schemas.TokenResponse.properties.session_state', { type: 'string' })
      spec.remove('components.schemas.TokenResponse.properties.id_token')
    },
  })
  const verdict = judge({ base, now }, [], [])
  expect(verdict.bump).toBe('major')
  expect(wordsFor(verdict).map(({ rule }) => rule)).toEqual(['answer-field-removed', 'answer-field-added'])
})

test('the page lists every kind of edit with its release and its words (UPDATE_DOCS=1 writes it anew)', () => {
  const text = writePage(outcomes)
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, text)
  expect(existsSync(page) && readFileSync(page, 'utf8')).toBe(text)
})
