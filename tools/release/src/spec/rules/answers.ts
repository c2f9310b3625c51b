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
    text: 'The type `{from}` is now called `{to}`.',
    why: 'An import of the old name no longer compiles. Nothing changes on the wire, so other tools see nothing here.',
  },
  'answer-field-added': {
    bump: 'minor',
    text: '`{place}` is new in responses.',
    why: 'Code that does not know it works as before.',
  },
  'answer-field-added-required': {
    bump: 'major',
    text: '`{place}` is new in responses, and a response without it is refused.',
    why: 'A response that used to be accepted, including one from a mock in somebody’s tests, can now be `invalid_response`.',
  },
  'answer-field-removed': {
    bump: 'major',
    text: '`{place}` is gone from responses.',
    why: 'Code that reads it no longer compiles.',
  },
  'answer-field-became-optional': {
    bump: 'major',
    text: '`{place}` can be missing from responses.',
    why: 'Its type has `undefined` now, so code that relies on it no longer compiles.',
  },
  'answer-field-became-required': {
    bump: 'major',
    text: 'A response without `{place}` is refused.',
    why: 'A response that used to be accepted can now be `invalid_response`.',
  },
  'error-field-became-required': {
    bump: 'minor',
    text: 'An error without `{place}` has no `data`.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'answer-value-added': {
    bump: 'major',
    text: '`{place}` can be `{value}` in responses.',
    why: 'The values are closed: code that covers all of them no longer does.',
  },
  'answer-value-removed': {
    bump: 'major',
    text: '`{place}` can no longer be `{value}` in responses.',
    why: 'A comparison with that value no longer compiles, and a response with it is refused.',
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
    text: '`{place}` can only have the listed values.',
    why: 'Another value no longer compiles in a request, and is refused in a response.',
  },
  'answer-null-added': {
    bump: 'major',
    text: '`{place}` can be null in responses.',
    why: 'Its type has `null` now, so code that relies on a value no longer compiles.',
  },
  'answer-null-removed': {
    bump: 'major',
    text: 'A response with null as `{place}` is refused.',
    why: 'A response that used to be accepted can now be `invalid_response`.',
  },
  'error-null-removed': {
    bump: 'minor',
    text: 'An error with null as `{place}` has no `data`.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'answer-limits-tightened': {
    bump: 'major',
    text: 'A response is refused unless `{place}` satisfies {limits}.',
    why: 'A response that used to be accepted can now be `invalid_response`.',
  },
  'error-limits-tightened': {
    bump: 'minor',
    text: 'An error has `data` only if `{place}` satisfies {limits}.',
    why: 'The error keeps its meaning, and `data` of an error could always be undefined.',
  },
  'answer-limits-loosened': {
    bump: 'minor',
    text: 'A response is no longer refused because `{place}` does not satisfy {limits}.',
    why: 'More responses are accepted; none is lost.',
  },
  'answer-lenient': {
    bump: 'minor',
    text: '`{place}` is also accepted in another JSON type, such as a number that is sent as a string.',
    why: 'More responses are accepted; none is lost.',
  },
  'answer-strict': {
    bump: 'major',
    text: 'A response is refused unless `{place}` has exactly its JSON type.',
    why: 'A response that used to be accepted can now be `invalid_response`.',
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
    why: 'A format is not checked and does not change the type, but code may rely on it.',
  },
  'variant-added': {
    bump: 'minor',
    text: '`{schema}` has one more variant: `{value}`.',
    why: 'What callers send is still allowed.',
  },
  'answer-variant-added': {
    bump: 'major',
    text: '`{schema}` has one more variant in responses: `{value}`.',
    why: 'Code that covers all variants no longer does.',
  },
  'discriminator-changed': {
    bump: 'major',
    text: 'The variants of `{schema}` are told apart by `{to}`, no longer by `{from}`.',
    why: 'Values without the new field are refused in a response, and code that compares the old one no longer compiles.',
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
    text: '`{place}` is no longer treated as a secret: it can appear in error texts. Check what you log.',
    why: 'Types stay as they are; what is logged changes.',
  },
} as const satisfies Record<string, Rule>
