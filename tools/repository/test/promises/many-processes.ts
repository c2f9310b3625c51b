import type { Chapter } from './promise.ts'

export const manyProcesses: Chapter = {
  title: 'Many processes, many servers',
  promises: [
    {
      number: 49,
      text: 'Signed out anywhere is signed out everywhere: a sign-out leaves a record in the store, which others find when they next renew or look at it, within `recheckMs`. If a record is merely missing, the session is renewed from memory.',
      tests: {
        'packages/core/test/session/tombstones.test.ts': [
          'A sign-out leaves a record that says so',
          'A client without credentials whose session was signed out elsewhere',
          'A record that is merely gone',
        ],
        'packages/core/test/session/sign-out-of-unsaved.test.ts': [
          'A sign-out from a session that could not be stored',
        ],
        'packages/core/test/session/sign-out-elsewhere.test.ts': [
          'A sign-out by a client that holds an older token of the session',
          'A renewal that is under way when somebody signs out elsewhere',
        ],
        'packages/core/test/session/recheck.test.ts': ['A client that holds a fresh token'],
        'packages/core/test/session/store-look.test.ts': ['The look'],
        'packages/core/test/session/store-watch.test.ts': ['A store that tells of changes'],
        'packages/core/test/protocol/protocol.test.ts': ['Processes that share a session'],
      },
    },
    {
      number: 50,
      text: 'An API that rejects tokens that are seconds old does not cause a sign-in per call: they are replaced with backoff.',
      tests: {
        'packages/core/test/token/refusing-api.test.ts': [
          'An API that refuses every token',
          'The backoff of renewals for a 401',
          'Refusals that are no reason for a pause',
        ],
      },
    },
    {
      number: 51,
      text: 'A stored record that cannot be read, or is damaged, locks nobody out: `signIn` and `signOut` replace it, and an error on reading says what is wrong with it.',
      tests: {
        'packages/core/test/session/unreadable-records.test.ts': ['A stored record %s'],
        'packages/core/test/session/damaged-records.test.ts': ['A stored record'],
        'packages/core/test/store/encrypted.test.ts': ['A store that encrypts'],
      },
    },
    {
      number: 52,
      text: 'What people type never causes a `TypeError`: impossible values passed to `signIn` are an `AuthError`, and are not sent.',
      tests: {
        'packages/core/test/session/typed-values.test.ts': ['Credentials that no provider would take'],
        'tools/conformance/test/typed-values.test.ts': [
          'values that somebody typed, %j, are refused as wrong credentials, unsent',
        ],
      },
    },
    {
      number: 53,
      text: "The `fetch` option is called like the platform's own, with a URL string and an init object, and an error it throws that is not a network error reaches the caller unchanged.",
      tests: {
        'packages/core/test/http/other-fetches.test.ts': [
          '%s as the option `fetch`',
          "A `fetch` that stands in for the platform's",
        ],
        'packages/core/test/http/fetch-mistakes.test.ts': ['What a `fetch` throws that is no network error'],
      },
    },
    {
      number: 54,
      text: "A lost lock never makes clients spend a refresh token twice, and never loses the newest one. If a process dies between the provider's response and the write, or a write fails while others wait for the lock, this cannot be guaranteed.",
      tests: {
        'packages/core/test/session/lost-locks.test.ts': [
          'A sign-in during a rotating renewal',
          'A store that runs a change twice, %s,',
        ],
        'packages/core/test/session/before-the-spend.test.ts': [
          "A store's clock that fails",
          'A lock that is lost',
          'A write that fails after the spend',
        ],
        'packages/core/test/session/late-writes.test.ts': ['A store that is down when a renewal has come'],
        'packages/core/test/protocol/protocol.test.ts': ['Processes that share a session'],
        'packages/cloudflare/test/fleet.slow.test.ts': ['On workerd as of %s,'],
        'packages/core/test/simulation/simulation.test.ts': [
          'keep every promise about tokens, requests, sessions, waits and timers.',
        ],
      },
    },
  ],
}
