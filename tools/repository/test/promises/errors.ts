import { type Chapter, files } from './promise.ts'

export const errors: Chapter = {
  title: 'Errors and logs',
  promises: [
    {
      number: 37,
      text: 'No secret or token appears in an error, an event or an inspected client, even if a server echoes it in another form.',
      tests: {
        'packages/core/test/errors/no-secrets.test.ts': [
          "A provider's echo of what it was sent",
          'An issued token',
          'A URL with a secret in its query',
        ],
        'packages/core/test/errors/redact.test.ts': [
          'A secret in a text',
          'A short secret',
          'A run that looks like a token',
          'A secret that was cut off',
          'An e-mail address that is no known secret',
        ],
        'packages/core/test/errors/redact-properties.test.ts': ['No secret survives'],
        'packages/core/test/log/logger.test.ts': ['A logger > Sees no secret, also when a server repeats it.'],
        'packages/core/test/errors/redact-encodings.test.ts': ['A secret that a server has encoded'],
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
        'packages/core/test/errors/auth-error.test.ts': ['An AuthError'],
        'packages/core/test/errors/failures.test.ts': ['A failure'],
        'packages/core/test/errors/redact.test.ts': ['A text', 'An identifier'],
        'packages/core/test/errors/redact-properties.test.ts': [
          'Every text > that is left is printable, well-formed and at most 200 characters.',
        ],
      },
    },
    {
      number: 39,
      text: '`retryable` is true exactly when the same call may succeed later.',
      tests: {
        'packages/core/test/errors/auth-error.test.ts': ['The member `retryable` of an error'],
        'packages/core/test/errors/failures.test.ts': ['A status that means the same everywhere,'],
      },
    },
    {
      number: 40,
      text: 'A listener that throws does not affect any caller.',
      tests: {
        [files.listeners]: ['A listener > that $name reaches no caller.'],
        'packages/core/test/log/logger.test.ts': [
          'A logger > Reaches no caller when it throws or rejects, and is still told of what follows.',
        ],
      },
    },
    {
      number: 41,
      text: 'A wrong argument is a `TypeError` that names the package, the option and what to pass, thrown when the client is created.',
      tests: {
        'packages/core/test/options/options.test.ts': [
          'A TypeError that names the package, the option and what to pass',
        ],
        'packages/core/test/http/create-transport.test.ts': ['The options of a transport > are checked: `%s`.'],
        'packages/meshy/test/options.test.ts': ['Wrong options %j are reported when the client is made.'],
        'packages/elasticpath/test/sign-in.test.ts': ['Wrong options and credentials are named.'],
        'packages/gooru/test/options.test.ts': ['A wrong option'],
        'packages/genlogs/test/options.test.ts': ['Wrong options %j are reported when the client is made.'],
      },
    },
  ],
}
