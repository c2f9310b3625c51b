import { type Chapter, files } from './promise.ts'

export const stores: Chapter = {
  title: 'Refresh tokens and stores',
  promises: [
    {
      number: 23,
      text: 'A renewed session is stored under a lock before its token is handed out, and a newer stored one is adopted instead.',
      tests: {
        [files.rotation]: [
          'The order is: lock, read, spend, write, hand out.',
          'A rotated refresh token is in the store before the access token is handed out.',
          'Each renewal sends the newest refresh token, and never one twice.',
        ],
        [files.sharedStore]: [
          'They ask at the same moment, cold or expired, and one request is made.',
          'One renews, and the other adopts at its own renewal, without spending the old refresh token.',
        ],
        'packages/meshy/test/renew.test.ts': ['Twenty clients with one store spend one refresh token.'],
      },
    },
    {
      number: 24,
      text: 'A response without a refresh token keeps the current one.',
      tests: {
        [files.rotation]: ['An answer without a refresh token (%j) keeps the old one.'],
        'packages/genlogs/test/renew.test.ts': [
          'A renewal that returns an access token alone leaves the rest of the session as it was.',
        ],
      },
    },
    {
      number: 25,
      text: 'A session ends only when the provider refuses to renew it for good, with a reason or three times in a row; then a newer stored session or the credentials take its place. A new refresh token in a response that is otherwise unusable is kept.',
      tests: {
        [files.rotation]: [
          'A session that cannot be renewed any more is started again with credentials, once.',
          'Where the new sign-in fails for a while, the dead refresh token is not sent again.',
          'Without credentials it is `reauth_required`, and nothing more is sent until `signIn`.',
          'A renewal that fails with $name does not end the session.',
        ],
        [files.sharedStore]: ['A refused refresh token sends it back to the store, where the other has a newer one.'],
        [files.faults]: [
          'A renewal that fails for a while ends no session, unless a refresh token that works once was used up.',
        ],
        'packages/core/test/session/refused-renewals.test.ts': [
          'A renewal that is refused by a 4xx that says nothing',
          'A renewal that is refused for good',
        ],
        'packages/core/test/session/counted-refusals.test.ts': ['A renewal that is refused again and again'],
        'packages/core/test/session/kept-refresh-token.test.ts': [
          'A new refresh token in an answer that is wrong otherwise',
        ],
        'packages/meshy/test/refusals.test.ts': [
          'A refresh token that is rejected for good is followed by one sign-in: %j.',
        ],
        'packages/gooru/test/refused-renewal.test.ts': ['Without a word and with %i the session goes on.'],
        'packages/genlogs/test/renew.test.ts': [
          'A refresh that answers %i ends no session and signs nobody in.',
          'A refresh that answers %i with %s, as a proxy might, ends no session and signs nobody in.',
        ],
      },
    },
    {
      number: 26,
      text: 'When a store fails, no token is lost: it stays in memory and is written later; optionally, the call fails instead.',
      tests: { [files.storeFailures]: ['A store that fails'] },
    },
    {
      number: 27,
      text: 'Sessions in files: private to their user, with a lock that recovers from crashes at once where the system tells which processes live, and after 10 s elsewhere.',
      tests: {
        'packages/core/test/store/file/file-store.test.ts': ['A file store'],
        'packages/core/test/store/file/locks.test.ts': ['The lock of a file store'],
        'packages/core/test/store/file/late-writes.test.ts': ['A write that comes late'],
        'tools/fleet/test/files.test.ts': ['Processes that share sessions in files'],
      },
    },
    {
      number: 28,
      text: 'A fleet of processes on Redis makes one request per expiry. A process that is killed while it holds the lock delays the others by no more than the life of the lock, and one that has lost its lock overwrites nothing newer.',
      tests: {
        'packages/redis/test/waiting.test.ts': ['Who finds the lock taken', 'What a renewal costs'],
        'packages/redis/test/lost-locks.test.ts': [
          'A lock that is held',
          'A server that has lost a record, with the lock of one whose answer is on its way',
        ],
      },
    },
    {
      number: 29,
      text: 'A sign-out never removes a session that was started later.',
      tests: {
        [files.sharedStore]: [
          'A sign-out never removes what the other stored later: a new session after a sign-out.',
          'A sign-out by a client that has read nothing yet ends the stored session.',
        ],
      },
    },
    {
      number: 30,
      text: 'Stored sessions can be encrypted with your own key.',
      tests: {
        'packages/core/test/store/encrypted.test.ts': [
          'Keeps sessions that clients with the same key share, and that show no token at rest.',
          'Reads with every key that it has, and writes with the first.',
        ],
      },
    },
  ],
}
