import { type Chapter, files } from './promise.ts'

export const requests: Chapter = {
  title: 'Requests to the API',
  promises: [
    {
      number: 31,
      text: "The token goes to the API's own origins over TLS and nowhere else, even after redirects and however a client may parse the URL.",
      tests: {
        'packages/core/test/fetch/origins.test.ts': [
          'A request to an origin other than those of the API',
          'A URL that parsers read otherwise than it looks',
          'The headers of `auth.headers`',
          'A request without TLS',
        ],
        'packages/core/test/fetch/redirects.test.ts': ['A redirect to another origin'],
        [files.conformance]: ['$name > the token goes nowhere but to the API'],
        'packages/genlogs/test/requests.test.ts': [
          'A redirect to another origin takes along neither the token nor the API key.',
        ],
        'packages/gooru/test/presenting.test.ts': ['It goes to another origin in neither header.'],
      },
    },
    {
      number: 32,
      text: 'A request whose token is dead is sent once more with a new one; a response that is not about the token is returned as it is.',
      tests: {
        [files.refresh]: [
          'A 401 for a dead token',
          'An answer that is not about the token',
          'What an adapter sees of a response',
        ],
        [files.faults]: ['An API call is sent once, or twice where the token was refused.'],
        'packages/genlogs/test/requests.test.ts': [
          'A 403 because of a permission goes to the caller, and costs no sign-in.',
          'A 403 that names an expired token is answered with a new one.',
        ],
        'packages/meshy/test/renew.test.ts': ['A missing permission costs no renewal.'],
        'packages/gooru/test/people.test.ts': ['It is not what a 403 is about.'],
      },
    },
    {
      number: 33,
      text: 'Every kind of body is sent at once, and again with the new token, except a one-shot stream, which is never held in memory.',
      tests: {
        'packages/core/test/fetch/bodies.test.ts': [
          'After a rejected token, a body is sent again when it is',
          'A body that can be sent once only',
        ],
        'packages/core/test/fetch/live-bodies.test.ts': [
          'A Request with a body that is still to come',
          'A Request with a body that is in memory',
        ],
        'packages/core/test/fetch/streams.test.ts': ['Where a Request makes a text of a stream, as in Firefox,'],
        [files.refresh]: ['cancels the body of the answer that nobody sees.'],
      },
    },
    {
      number: 34,
      text: 'When the renewal after a 401 fails, the call fails with its error and the credentials are kept.',
      tests: {
        [files.refresh]: [
          'A failed renewal after a 401 > is the error of the call, and leaves the credentials in place.',
        ],
      },
    },
    {
      number: 35,
      text: '`auth.fetch` takes whatever `fetch` takes, preserves all of it, and does not touch your own credentials.',
      tests: {
        'packages/core/test/fetch/inputs.test.ts': [
          'The input of `auth.fetch`',
          '`auth.fetch` keeps',
          "A caller's own credential",
        ],
      },
    },
    {
      number: 36,
      text: 'Requests to the API are retried after failures only if you ask for it, and then only where that is safe.',
      tests: {
        'packages/core/test/fetch/request-retries.test.ts': [
          'Without the option `retry.requests`,',
          'With the option `retry.requests`, a request is sent again',
        ],
      },
    },
  ],
}
