import { type Chapter, files } from './promise.ts'

export const people: Chapter = {
  title: "People's sessions",
  promises: [
    {
      number: 45,
      text: "A sign-in or sign-out during a renewal wins and does not wait: the renewal's result is dropped.",
      tests: {
        'packages/core/test/session/sign-in-during-renewal.test.ts': ['Signing in or out during a renewal'],
        'packages/core/test/session/sign-in-and-out.test.ts': [
          'Of two sign-ins at once the later wins, and its session can be renewed.',
          'A sign-out during a sign-in wins, and so does a sign-in right after a sign-out.',
        ],
      },
    },
    {
      number: 46,
      text: 'A listener may call any method of the same client.',
      tests: {
        [files.listeners]: [
          'A listener > may call `%s` when a session starts, is renewed, fails or ends.',
          'A listener > gets from each method what a caller would get.',
        ],
      },
    },
    {
      number: 47,
      text: 'A store that cannot be written says so before anything is used up; a valid token is still served.',
      tests: {
        'packages/core/test/session/read-only-store.test.ts': ['A store that cannot be written here'],
        'packages/core/test/session/read-only-looks.test.ts': ['A client on a store that cannot be written here'],
      },
    },
    {
      number: 48,
      text: 'The tabs of a browser share one session, with one renewal and a lock that recovers from crashes.',
      tests: { 'packages/core/test/store/web-store.test.ts': ['A store for browsers'] },
      note: 'In real browsers: [what happens in tabs](tabs.md), which `pnpm browsers` writes',
    },
  ],
}
