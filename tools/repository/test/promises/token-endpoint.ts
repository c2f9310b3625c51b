import { type Chapter, files } from './promise.ts'

export const tokenEndpoint: Chapter = {
  title: 'Talking to the token endpoint',
  promises: [
    {
      number: 19,
      text: 'Credentials travel over TLS only, except on loopback, and never follow a redirect.',
      tests: {
        'packages/core/test/options/insecure.test.ts': ['A base URL without TLS'],
        [files.conformance]: ['$name > a base URL without TLS is refused when the client is made'],
        [files.transportAnswers]: ['A redirect of the token endpoint'],
        [files.network]: ['On a real connection, > a redirect is not followed.'],
        'packages/genlogs/test/sign-in.test.ts': [
          'The redirect that a trailing slash causes is refused, and the credentials go nowhere.',
        ],
      },
    },
    {
      number: 20,
      text: 'A token request takes at most 10 s per attempt and 30 s in total, and reads at most 64 KiB; every kind of unusable response has its own error code.',
      tests: {
        [files.transportTimeouts]: ['A token endpoint that does not answer'],
        [files.transportAnswers]: ['The body of a success', 'An error status', 'An invalid response'],
        'packages/core/test/api/interpret.test.ts': ['A success', 'An error status'],
        [files.network]: ['On a real connection,'],
        [files.faults]: [
          'The page about faults says what happens.',
          'A token request is sent three times at most, and given up within 30 s.',
        ],
      },
    },
    {
      number: 21,
      text: 'A request that is safe to repeat is sent up to three times; a refresh token is only sent again if the request cannot have arrived or was turned away; a one-time code never is.',
      tests: {
        'packages/core/test/http/retry-rules.test.ts': ['Whether a request may be sent again'],
        [files.transportRetries]: [
          'A token request > is sent three times at most.',
          'A token request > that spends a refresh token is repeated only when it cannot have arrived.',
        ],
        'packages/meshy/test/renew.test.ts': [
          'A renewal whose answer was lost is not sent again, since its refresh token may be spent.',
          'A renewal that was not taken on (%s) is sent again.',
        ],
        'packages/elasticpath/test/sign-in.test.ts': ['A sign-in by %s does not send its code twice.'],
        'packages/gooru/test/sign-in.test.ts': [
          'It does not repeat a 500, and says what in the credentials may cause it.',
        ],
      },
    },
    {
      number: 22,
      text: 'Retries use backoff with jitter; `Retry-After` is honoured in all its forms and never early; and a retry budget prevents retry storms.',
      tests: {
        'packages/core/test/http/retry-rules.test.ts': ['The wait before a request is sent again', 'A retry budget'],
        'packages/core/test/http/retry-after.test.ts': ['Retry-After', 'An HTTP date'],
        [files.transportRetries]: [
          'Retry-After',
          'A storm of retries',
          'waits with full jitter, doubling from 250 ms.',
        ],
        [files.faults]: ['Every form of `Retry-After` is waited for, before the next request or after the last.'],
      },
    },
  ],
}
