import type { ProviderName } from './providers.ts'

/** Something that a runtime does otherwise, why, and what to do about it. */
export interface Difference {
  readonly runtimes: readonly string[]
  /** The name of a case. */
  readonly case: string
  /** What the case has to report. */
  readonly seen: string
  /** Whom it concerns. @default all providers */
  readonly providers?: readonly ProviderName[]
  readonly reason: string
}

const pages = ['chromium', 'firefox', 'electron-renderer']
const chromium = ['chromium', 'electron-renderer']
const workers = ['workerd', 'workerd-alone']
const reactNative = ['react-native']

/** All that may differ. One that no run shows any more fails the run, as does a difference that is not here. */
export const differences: readonly Difference[] = [
  {
    runtimes: ['workerd-alone'],
    case: 'background',
    seen: 'the renewal ends with the request; it is begun again 36 s later',
    reason:
      'The platform ends what a request has begun when its answer is out. Until a renewal’s time is over nobody can tell, and the old token is used. Pass `waitUntil`.',
  },
  {
    runtimes: workers,
    case: 'abort-api',
    seen: 'a copy of the reason',
    reason: 'workerd hands on a copy of the signal’s reason, with the same name and message. `===` does not find it.',
  },
  {
    runtimes: reactNative,
    case: 'abort-api',
    seen: 'AbortError: Aborted',
    reason: 'Its `fetch` has an `AbortError` of its own, and does not hand on the signal’s reason. `getToken` does.',
  },
  {
    runtimes: pages,
    case: 'cut',
    seen: 'sent again by the platform',
    reason:
      'Browsers send any request again when a connection that was good is cut before the answer, and a refresh token with it. No page can prevent it: where one works only once, as at MeshyDB, the second is refused, and the session starts anew with `credentials` or ends.',
  },
  {
    runtimes: ['deno'],
    case: 'cut',
    seen: 'sent again by the platform',
    providers: ['genlogs'],
    reason:
      'Deno sends a request without a body again when a connection that was good is cut before the answer. At GenLogs that is a sign-in, which may be sent twice; requests with a body are kept from it.',
  },
  {
    runtimes: chromium,
    case: 'stream-up',
    seen: 'a `TypeError` of the platform',
    reason:
      'Chromium sends streams over HTTP/2 only, and the emulator speaks HTTP/1.1. Pass a Blob, a buffer or a text.',
  },
  {
    runtimes: ['firefox'],
    case: 'stream-up',
    seen: 'refused: a stream cannot be sent here',
    reason:
      'Firefox would send the text `[object ReadableStream]`. The call fails with a `TypeError` instead. Pass a Blob, a buffer or a text.',
  },
  {
    runtimes: reactNative,
    case: 'stream-up',
    seen: 'no `ReadableStream`',
    reason: 'There are no streams. Pass a Blob, a buffer or a text.',
  },
  {
    runtimes: reactNative,
    case: 'stream-down',
    seen: 'answers have no stream',
    reason: 'There are no streams. Read the answer with `text()`, `json()` or `blob()`.',
  },
  {
    runtimes: pages,
    case: 'redirect',
    seen: '`unexpected_redirect`',
    reason:
      'Browsers hide where a redirect leads, and following it blindly could take `x-api-key` along. The call fails with [unexpected_redirect](errors/unexpected_redirect.md): call the final URL.',
  },
  {
    runtimes: reactNative,
    case: 'redirect',
    seen: 'headers of the provider arrive there',
    providers: ['elasticpath', 'gooru', 'genlogs'],
    reason:
      "The platform follows every redirect by itself, and drops `Authorization` at most. Where an API may redirect to another origin, pass a `fetch` that heeds `redirect: 'manual'`.",
  },
  {
    runtimes: reactNative,
    case: 'redirected-sign-in',
    seen: 'followed by the platform; `invalid_response`',
    reason:
      "The same: with 307 and 308 the body of the sign-in arrives there. Pass a `fetch` that heeds `redirect: 'manual'`.",
  },
  {
    runtimes: pages,
    case: 'no-cors',
    seen: '`network`, which names CORS',
    reason:
      'Only a browser asks the provider whether a page may read the answer. GenLogs and Gooru say no: call them from a server.',
  },
]
