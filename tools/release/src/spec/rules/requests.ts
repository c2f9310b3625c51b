import type { Rule } from './rule.ts'

/** What callers send: parameters, bodies and the fields of schemas in them. */
export const requestRules = {
  'parameter-added-required': {
    bump: 'major',
    text: '`{operation}` needs one more parameter: `{parameter}`.',
    why: 'A call without it no longer compiles.',
  },
  'parameter-added-optional': {
    bump: 'minor',
    text: '`{operation}` takes the parameter `{parameter}`.',
    why: 'Calls without it stay as they are.',
  },
  'parameter-removed': {
    bump: 'major',
    text: '`{operation}` no longer takes the parameter `{parameter}`.',
    why: 'An object literal with it no longer compiles, and its value is no longer sent.',
  },
  'parameter-became-required': {
    bump: 'major',
    text: 'The parameter `{parameter}` of `{operation}` is now required.',
    why: 'A call without it no longer compiles.',
  },
  'parameter-became-optional': {
    bump: 'minor',
    text: 'The parameter `{parameter}` of `{operation}` may be omitted.',
    why: 'Calls that pass it stay as they are.',
  },
  'parameter-moved': {
    bump: 'minor',
    text: 'The parameter `{parameter}` of `{operation}` travels in the {to}, no longer in the {from}.',
    why: 'Callers write the same; only the wire format differs.',
  },
  'parameter-style-changed': {
    bump: 'minor',
    text: 'The parameter `{parameter}` of `{operation}` is written as {to}, no longer as {from}.',
    why: 'Callers write the same; only the wire format differs.',
  },
  'body-fields-changed': {
    bump: 'minor',
    text: 'Fields of the form that `{operation}` sends are written differently.',
    why: 'Callers write the same; only the wire format differs.',
  },
  'body-added-required': {
    bump: 'major',
    text: '`{operation}` needs a body: `{to}`.',
    why: 'A call without it no longer compiles.',
  },
  'body-added-optional': {
    bump: 'minor',
    text: '`{operation}` takes a body: `{to}`.',
    why: 'Calls without it stay as they are.',
  },
  'body-removed': {
    bump: 'major',
    text: '`{operation}` no longer takes a body.',
    why: 'A call with one no longer compiles.',
  },
  'body-became-required': {
    bump: 'major',
    text: 'The body of `{operation}` is now required.',
    why: 'A call without it no longer compiles.',
  },
  'body-became-optional': {
    bump: 'minor',
    text: 'The body of `{operation}` may be omitted.',
    why: 'Calls that pass it stay as they are.',
  },
  'body-replaced': {
    bump: 'major',
    text: 'The body of `{operation}` has the type `{to}`, no longer `{from}`.',
    why: 'Calls were written for the other type.',
  },
  'body-encoding-changed': {
    bump: 'major',
    text: 'The body of `{operation}` is sent as `{to}`, no longer as `{from}`.',
    why: 'Callers write the same, but a server or mock that expects the old encoding cannot read it.',
  },
  'request-field-added-required': {
    bump: 'major',
    text: '`{place}` is required.',
    why: 'A call without it no longer compiles.',
  },
  'request-field-added-optional': {
    bump: 'minor',
    text: '`{place}` can be passed.',
    why: 'Calls without it stay as they are.',
  },
  'request-field-removed': {
    bump: 'major',
    text: '`{place}` can no longer be passed.',
    why: 'An object literal with it no longer compiles.',
  },
  'request-field-became-required': {
    bump: 'major',
    text: '`{place}` is now required; it was optional.',
    why: 'A call without it no longer compiles.',
  },
  'request-field-became-optional': {
    bump: 'minor',
    text: '`{place}` may be omitted from requests.',
    why: 'Calls that pass it stay as they are.',
  },
  'request-value-added': {
    bump: 'minor',
    text: '`{place}` can be `{value}` in requests.',
    why: 'What callers send is still allowed.',
  },
  'request-value-removed': {
    bump: 'major',
    text: '`{place}` can no longer be `{value}` in requests.',
    why: 'A call with that value no longer compiles.',
  },
  'request-values-opened': {
    bump: 'minor',
    text: '`{place}` can have values other than the listed ones in requests.',
    why: 'What callers send is still allowed.',
  },
  'request-null-allowed': {
    bump: 'minor',
    text: '`{place}` can be null in requests.',
    why: 'What callers send is still allowed.',
  },
  'request-null-refused': {
    bump: 'major',
    text: '`{place}` can no longer be null in requests.',
    why: 'A call with null no longer compiles.',
  },
  'request-limits-changed': {
    bump: 'minor',
    text: 'The provider accepts different values for `{place}`: {limits}.',
    why: 'Requests are not checked before they are sent: whatever release is in use, the provider decides.',
  },
} as const satisfies Record<string, Rule>
