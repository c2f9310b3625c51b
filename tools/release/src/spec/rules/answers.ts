import type { Rule } from './rule.ts'

/** What callers read: schemas, and their fields in answers. */
export const answerRules = {
  'schema-added': {
    bump: 'minor',
    text: 'New type `{schema}`.',
    why: 'A new export breaks nobody.',
  },
  'schema-removed': {
    bump: 'major',
    text: 'The type `{schema}` is gone.',
    why: 'An import of it no longer compiles.',
  },
  'schema-renamed': {
    bump: 'major',
    text: 'The type `{from}` is called `{to}` now.',
    why: 'An import of the old name no longer compiles. On the wire nothing changed, so other tools see nothing here.',
  },
  'answer-field-added': {
    bump: 'minor',
    text: '`{place}` is new in answers.',
    why: 'Code that does not know it goes on as before.',
  },
  'answer-field-added-required': {
    bump: 'major',
    text: '`{place}` is new in answers, and an answer without it is refused.',
    why: 'An answer that used to be accepted, also one of a mock in somebody’s tests, can be `invalid_response` now.',
  },
  'answer-field-removed': {
    bump: 'major',
    text: '`{place}` is gone from answers.',
    why: 'Code that reads it no longer compiles.',
  },
  'answer-field-became-optional': {
    bump: 'major',
    text: '`{place}` can be missing from answers.',
    why: 'Its type has `undefined` now, so that code which counts on it no longer compiles.',
  },
  'answer-field-became-required': {
    bump: 'major',
    text: 'An answer without `{place}` is refused.',
    why: 'An answer that used to be accepted can be `invalid_response` now.',
  },
  'error-field-became-required': {
    bump: 'minor',
    text: 'An error without `{place}` has no `data`.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'answer-value-added': {
    bump: 'major',
    text: '`{place}` can be `{value}` in answers.',
    why: 'The values are closed: code that covers all of them no longer does.',
  },
  'answer-value-removed': {
    bump: 'major',
    text: '`{place}` can no longer be `{value}` in answers.',
    why: 'A comparison with that value no longer compiles, and an answer with it is refused.',
  },
  'known-value-added': {
    bump: 'minor',
    text: '`{place}` has one more known value: `{value}`.',
    why: 'The values are open: every caller already handles ones that are not listed.',
  },
  'known-value-removed': {
    bump: 'minor',
    text: '`{value}` is no longer among the known values of `{place}`.',
    why: 'The values are open: code that compares with it compiles, and the value still gets through.',
  },
  'values-opened': {
    bump: 'major',
    text: '`{place}` can have values that are not listed.',
    why: 'Code that covers all listed values no longer covers all.',
  },
  'values-closed': {
    bump: 'major',
    text: '`{place}` can have the listed values only.',
    why: 'Another value no longer compiles in a request, and is refused in an answer.',
  },
  'answer-null-added': {
    bump: 'major',
    text: '`{place}` can be null in answers.',
    why: 'Its type has `null` now, so that code which counts on a value no longer compiles.',
  },
  'answer-null-removed': {
    bump: 'major',
    text: 'An answer with null as `{place}` is refused.',
    why: 'An answer that used to be accepted can be `invalid_response` now.',
  },
  'error-null-removed': {
    bump: 'minor',
    text: 'An error with null as `{place}` has no `data`.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'answer-limits-tightened': {
    bump: 'major',
    text: 'An answer is refused unless `{place}` keeps to {limits}.',
    why: 'An answer that used to be accepted can be `invalid_response` now.',
  },
  'error-limits-tightened': {
    bump: 'minor',
    text: 'An error has `data` only if `{place}` keeps to {limits}.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'answer-limits-loosened': {
    bump: 'minor',
    text: 'An answer is no longer refused because `{place}` does not keep to {limits}.',
    why: 'More answers are understood; none is lost.',
  },
  'answer-lenient': {
    bump: 'minor',
    text: '`{place}` is understood in another JSON type too, like a number that is sent as text.',
    why: 'More answers are understood; none is lost.',
  },
  'answer-strict': {
    bump: 'major',
    text: 'An answer is refused unless `{place}` has exactly its JSON type.',
    why: 'An answer that used to be accepted can be `invalid_response` now.',
  },
  'error-strict': {
    bump: 'minor',
    text: 'An error has `data` only if `{place}` has exactly its JSON type.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'type-changed': {
    bump: 'major',
    text: '`{place}` has the type {to}, no longer {from}.',
    why: 'Code was written for the other type.',
  },
  'format-changed': {
    bump: 'minor',
    text: 'The format of `{place}` changed from {from} to {to}.',
    why: 'A format is not checked and does not change the type, but code may count on it.',
  },
  'variant-added': {
    bump: 'minor',
    text: '`{schema}` has one more variant: `{value}`.',
    why: 'What callers send stays allowed.',
  },
  'answer-variant-added': {
    bump: 'major',
    text: '`{schema}` has one more variant in answers: `{value}`.',
    why: 'Code that covers all variants no longer does.',
  },
  'variant-removed': {
    bump: 'major',
    text: '`{schema}` no longer has the variant `{value}`.',
    why: 'Code that names the variant no longer compiles.',
  },
  'secret-added': {
    bump: 'minor',
    text: '`{place}` is treated as a secret: it is removed from error texts.',
    why: 'Types stay as they are; what is logged changes.',
  },
  'secret-removed': {
    bump: 'minor',
    text: '`{place}` is no longer treated as a secret: it can appear in error texts. Look at what you log.',
    why: 'Types stay as they are; what is logged changes.',
  },
} as const satisfies Record<string, Rule>
