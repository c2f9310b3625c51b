import { answerRules } from './answers.ts'
import { operationRules } from './operations.ts'
import { requestRules } from './requests.ts'
import { type Finding, fill, type Rule } from './rule.ts'

/** What holds for the package as a whole, and what other tools say. */
const packageRules = {
  'package-added': {
    bump: 'minor',
    text: 'New package.',
    why: 'Nobody uses it yet.',
  },
  'package-removed': {
    bump: 'major',
    text: 'The provider is gone.',
    why: 'There will be no further release of the package.',
  },
  'documentation-changed': {
    bump: 'patch',
    text: 'The documentation of {names} changed.',
    why: 'Only comments, which editors show, differ.',
  },
  'other-change': {
    bump: 'minor',
    text: '{place} changed in a way that no rule covers.',
    why: 'It is treated as more than documentation until a rule says otherwise.',
  },
  'oasdiff-breaking': {
    bump: 'major',
    text: '{text}.',
    why: 'What oasdiff calls breaking for clients of the HTTP interface breaks these clients too.',
  },
  'oasdiff-warning': {
    bump: 'minor',
    text: '{text}.',
    why: 'What oasdiff warns of may concern somebody, and shows in no type.',
  },
  'oasdiff-note': {
    bump: 'patch',
    text: '{text}.',
    why: 'What oasdiff only notes breaks nobody; where it adds something to the client, other rules say so.',
  },
  'export-removed': {
    bump: 'major',
    text: '`{name}` is no longer exported.',
    why: 'An import of it no longer compiles.',
  },
  'export-added': {
    bump: 'minor',
    text: '`{name}` is exported.',
    why: 'A new export breaks nobody.',
  },
  'type-incompatible': {
    bump: 'major',
    text: '{about}: code that was written for the earlier type may not compile.',
    why: 'The compiler says that the new type cannot replace the old one.',
  },
  'type-extended': {
    bump: 'minor',
    text: 'Extended, and code that uses it compiles as before: {names}.',
    why: 'The compiler says that the new type can replace the old one.',
  },
  'code-changed': {
    bump: 'patch',
    text: 'The generated client changed inside; its types are the same.',
    why: 'Users get different code, and notice nothing.',
  },
} as const satisfies Record<string, Rule>

/** Every kind of edit that is told apart, the bump that it asks for, and why. */
export const rules = { ...operationRules, ...requestRules, ...answerRules, ...packageRules } as const

export type RuleName = keyof typeof rules

/** The `{names}` in a text. */
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type NamesOf<Rule extends RuleName> = Names<(typeof rules)[Rule]['text']>

/** What a rule says about an edit. The compiler sees to it that every name in the rule's text has a value. */
export function finding<Rule extends RuleName>(
  rule: Rule,
  ...values: [NamesOf<Rule>] extends [never] ? [] : [Readonly<Record<NamesOf<Rule>, string>>]
): Finding {
  return { rule, bump: rules[rule].bump, text: fill(rules[rule].text, values[0] ?? {}) }
}
