import type { Rule } from './rule.ts'

/** Operations, their answers, security and servers: what `@auth/<provider>/api` exports and where it sends. */
export const operationRules = {
  'operation-added': {
    bump: 'minor',
    text: 'New operation `{operation}`.',
    why: 'A new export breaks nobody.',
  },
  'operation-removed': {
    bump: 'major',
    text: 'The operation `{operation}` is gone.',
    why: 'An import of the function, or of its types, no longer compiles.',
  },
  'operation-renamed': {
    bump: 'major',
    text: 'The operation `{from}` is now called `{to}`, and its types are renamed with it.',
    why: 'An import of the old name no longer compiles. Nothing changes on the wire, so other tools see nothing here.',
  },
  'operation-moved': {
    bump: 'major',
    text: '`{operation}` is sent as `{to}`, no longer as `{from}`.',
    why: 'Code compiles as before, but mocks, proxies and firewalls that know the old address stop working.',
  },
  'operation-deprecated': {
    bump: 'minor',
    text: '`{operation}` is deprecated: the provider will remove it.',
    why: 'It works as before. Semantic versioning asks for a minor release for a deprecation.',
  },
  'operation-reinstated': {
    bump: 'patch',
    text: '`{operation}` is no longer deprecated.',
    why: 'Only its documentation changed.',
  },
  'status-added': {
    bump: 'minor',
    text: '`{operation}` distinguishes one more response: {status}.',
    why: 'It used to be `undocumented`, which every caller handles. What it means to `signIn` is decided in the adapter, which does not compile until then.',
  },
  'status-removed': {
    bump: 'major',
    text: '`{operation}` no longer distinguishes the response {status}: it is now `undocumented`.',
    why: 'A comparison with that status no longer compiles, and the branch behind it is never reached.',
  },
  'success-body-added': {
    bump: 'major',
    text: '`{operation}` reads the body of the response {status} (`{to}`), and refuses a response without it.',
    why: 'A response that used to be accepted can now be `invalid_response`.',
  },
  'error-body-added': {
    bump: 'minor',
    text: '`{operation}` returns the body of the response {status} (`{to}`) as `data`.',
    why: '`data` was always undefined, so nobody reads it yet.',
  },
  'answer-body-removed': {
    bump: 'major',
    text: '`{operation}` no longer reads the body of the response {status}: `data` is undefined.',
    why: 'Code that reads `data` no longer compiles.',
  },
  'answer-body-replaced': {
    bump: 'major',
    text: 'The body of the response {status} of `{operation}` has the type `{to}`, no longer `{from}`.',
    why: 'Code that reads `data` was written for the other type.',
  },
  'answer-header-added': {
    bump: 'minor',
    text: 'The response {status} of `{operation}` has the header `{header}` in its result.',
    why: 'Code that does not know it works as before.',
  },
  'answer-header-removed': {
    bump: 'major',
    text: 'The response {status} of `{operation}` no longer has the header `{header}` in its result.',
    why: 'Code that reads it no longer compiles.',
  },
  'security-changed': {
    bump: 'major',
    text: '`{operation}` needs {to}; it needed {from}.',
    why: 'The request has other members for credentials, and the provider expects others.',
  },
  'security-scheme-changed': {
    bump: 'major',
    text: 'The credential `{scheme}` is sent differently: as {to}, no longer as {from}.',
    why: 'Types stay as they are, but the credential travels in another place.',
  },
  'server-url-changed': {
    bump: 'minor',
    text: 'Requests go to `{to}` by default, no longer to `{from}`.',
    why: 'Code compiles as before; firewalls and mocks may know the old host. A base URL of your own still applies.',
  },
  'operation-server-added': {
    bump: 'major',
    text: '`{operation}` has a server of its own, `{to}`: calls name it as `baseUrl`.',
    why: 'A call without `baseUrl` no longer compiles, so that no credentials go to another host unnoticed.',
  },
  'operation-server-removed': {
    bump: 'major',
    text: '`{operation}` goes where all other operations go, no longer to `{from}`.',
    why: 'The export for its server is gone, and credentials go to another host.',
  },
  'operation-server-changed': {
    bump: 'minor',
    text: 'Requests of `{operation}` go to `{to}` by default, no longer to `{from}`.',
    why: 'Code compiles as before; firewalls and mocks may know the old host. A base URL of your own still applies.',
  },
  'server-variable-added': {
    bump: 'minor',
    text: 'The server address has a new variable `{variable}`, with a default.',
    why: 'It has a default, so nothing has to be passed.',
  },
  'server-variable-removed': {
    bump: 'major',
    text: 'The server address no longer has the variable `{variable}`.',
    why: 'A value for it is silently ignored, and credentials go to a different host than the one that was chosen.',
  },
  'server-values-changed': {
    bump: 'minor',
    text: 'The known values of the server variable `{variable}` changed.',
    why: 'At run time they are only documentation: no value is refused.',
  },
} as const satisfies Record<string, Rule>
