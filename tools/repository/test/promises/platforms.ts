import { type Chapter, files } from './promise.ts'

export const platforms: Chapter = {
  title: 'Platforms, size and speed',
  promises: [
    {
      number: 42,
      text: 'Where a platform hides something, the client assumes the worst; and it sets no field that a runtime does not know.',
      tests: {
        'packages/core/test/fetch/hidden-redirect.test.ts': ['A redirect whose target the platform hides'],
        [files.transportAnswers]: [
          'is refused where the platform hides everything about it.',
          'are absent where the platform hides the headers.',
        ],
        [files.network]: ['is unknown where the platform hides it, and then the request may have arrived.'],
        [files.platform]: ['A token request'],
        'packages/core/test/options/platform.test.ts': [
          'A platform that lacks something is refused when the client is made, by the name of what it lacks.',
        ],
        'packages/core/test/http/no-reason.test.ts': [
          'Where a browser hides why no answer came, the error names CORS as well.',
        ],
      },
      note: 'In every runtime: [what runs where](runtimes-matrix.md), which `pnpm runtimes` writes',
    },
    {
      number: 43,
      text: 'Each package stays within size budgets for browsers, before the first token and in all, and providers share one core.',
      note: 'Checked on the packed packages by `pnpm check:packages`',
      tests: {
        'packages/core/test/http/not-loaded.test.ts': [
          'A first token loads ky with its request, and nothing else.',
          'A ky that could not be loaded is asked for again.',
          'If ky cannot be loaded, that is a network failure which says so, and nothing is sent.',
          'A first token of a client with a store loads what deals with stores too.',
          'If what deals with stores cannot be loaded, that is a network failure which says so, and nothing is sent.',
          "Without what removes secrets from a provider's words, these are left out, and the error is the same.",
        ],
      },
    },
    {
      number: 44,
      text: 'Speed and memory are reported alongside those of other libraries.',
      note: 'Measured by `pnpm bench`',
    },
  ],
}
