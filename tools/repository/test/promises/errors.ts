import { type Chapter, files } from './promise.ts'

export const errors: Chapter = {
  title: 'Errors and logs',
  promises: [
    {
      number: 37,
      text: 'No secret or token appears in an error, an event or an inspected client, even if a server echoes it in another form.',
      tests: {
        'packages/core/test/errors/no-secrets.test.ts': [
          'a provider that echoes what it was sent',
          'a token that came out',
          'a URL with a secret in its query',
        ],
        'packages/core/test/errors/redact.test.ts': [
          'a secret in a text',
          'a short secret',
          'a run that looks like a token',
          'a secret that was cut off',
          'an e-mail address that nobody knows',
        ],
        'packages/core/test/errors/redact-properties.test.ts': ['no secret survives'],
        'packages/core/test/errors/redact-encodings.test.ts': ['whatever a server does to a secret'],
        [files.conformance]: [
          '$name > a server that echoes what it was sent puts no secret into the error',
          '$name > %s is %s',
          '$name > right credentials bring a token that the API accepts and that does not show when inspected',
        ],
      },
    },
    {
      number: 38,
      text: 'Errors consist of known fields only, and quote at most 200 harmless characters from the provider.',
      tests: {
        'packages/core/test/errors/auth-error.test.ts': ['an AuthError'],
        'packages/core/test/errors/failures.test.ts': ['a failure'],
        'packages/core/test/errors/redact.test.ts': ['a text', 'an identifier'],
        'packages/core/test/errors/redact-properties.test.ts': [
          'every text > that is left is printable, well-formed and at most 200 characters',
        ],
      },
    },
    {
      number: 39,
      text: '`retryable` is true exactly when the same call may succeed later.',
      tests: {
        'packages/core/test/errors/auth-error.test.ts': ['whether an error may be retried'],
        'packages/core/test/errors/failures.test.ts': ['a status that means the same everywhere'],
      },
    },
    {
      number: 40,
      text: 'A listener that throws does not affect any caller.',
      tests: {
        [files.listeners]: ['A listener > that $name reaches no caller.'],
      },
    },
    {
      number: 41,
      text: 'A wrong argument is a `TypeError` that names the package, the option and what to pass, thrown when the client is created.',
      tests: {
        'packages/core/test/options/options.test.ts': [
          'a wrong option is a TypeError when the client is made, and names package, option and what to pass',
        ],
        'packages/core/test/http/create-transport.test.ts': ['the options of a transport > are checked: `%s`'],
        'packages/meshy/test/options.test.ts': ['Wrong options %j are told when the client is made.'],
        'packages/elasticpath/test/sign-in.test.ts': ['Wrong options and credentials are named.'],
        'packages/gooru/test/options.test.ts': ['A wrong option'],
        'packages/genlogs/test/options.test.ts': ['Wrong options %j are told when the client is made.'],
      },
    },
  ],
}
