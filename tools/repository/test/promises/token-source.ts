import { type Chapter, files } from './promise.ts'

export const tokenSource: Chapter = {
  title: 'Keeping a token',
  promises: [
    {
      number: 1,
      text: 'However many calls need a token at once, one request is sent and all get the same token.',
      tests: {
        [files.singleFlight]: ['One request for many callers'],
        [files.conformance]: ['$name > 100 callers at once send one sign-in'],
        'packages/elasticpath/test/sign-in.test.ts': ['Many callers share one client token and one account token.'],
      },
    },
    {
      number: 2,
      text: 'A token is renewed some time before it expires, with jitter, and never in the first 80 % of its lifetime.',
      tests: {
        [files.schedule]: [
          'In the first 80 % of $lifeMs ms, 50 calls make no request (random $random).',
          'A token of $lifeMs ms is renewed in the first half of its soft window (random $random).',
          'Callers wait for the new token once less than the hard margin of %d ms is left.',
        ],
      },
    },
    {
      number: 3,
      text: "A token's lifetime counts from when it was requested, on whichever clock saw more time pass: neither setting a clock back nor sleep makes it seem younger.",
      tests: {
        [files.clocks]: [
          'Life is counted from when the request was sent, not from when the answer came.',
          'A wall clock set back does not stretch a token.',
          'A machine that slept does not hide the death of a token.',
        ],
      },
    },
    {
      number: 4,
      text: "An expiry given as a date is read on the provider's clock, and as UTC if it names no time zone; processes that share a store measure ages on the store's clock.",
      tests: {
        [files.clocks]: [
          "An absolute expiry is read on the provider's clock, which is %d ms ahead of a wrong local one.",
          'An absolute expiry without a Date header is read on the local clock.',
          'A date-time without a zone is UTC.',
          "In a shared store ages are taken on the store's clock, so a process with a wrong clock does no harm.",
        ],
        'packages/genlogs/test/sign-in.test.ts': [
          'A wrong local clock does not shorten the life of a token.',
          'An expiry written as %s is the same moment.',
        ],
        'packages/genlogs/test/time-zones.test.ts': ['A time without a zone is UTC where the zone is %s.'],
      },
    },
    {
      number: 5,
      text: 'A token with an unknown expiry is used until it is rejected, for a day at most.',
      tests: {
        [files.clocks]: ['A token without an expiry is used until it is refused, but for 24 hours at most.'],
        'packages/gooru/test/lifetime.test.ts': [
          'It ends with its rejection where the service does not say how long it lives.',
          'It lasts a day at most where the service does not say.',
        ],
      },
    },
    {
      number: 6,
      text: 'An invalid expiry or token is an error and never taken for "no expiry", whether a provider sent it or a store kept it; a missing expiry counts as five minutes, and is reported.',
      tests: {
        [files.answers]: ['What a token endpoint may answer'],
        'packages/core/test/session/refresh-token-answers.test.ts': ['The refresh token of an answer'],
        'packages/core/test/session/damaged-records.test.ts': ['A stored record'],
        'packages/genlogs/test/sign-in.test.ts': [
          'A missing expiry is taken as five minutes, and reported.',
          'An expiry that cannot be read, or is past, is an invalid response.',
        ],
      },
    },
    {
      number: 7,
      text: 'A provider that returns the same token again is not asked early a second time.',
      tests: { [files.schedule]: ['A provider that brings the same token again is not asked before the hard margin.'] },
    },
    {
      number: 8,
      text: 'Early renewal happens once and in the background: calls return at once, and its failure is an event, not a rejection.',
      tests: {
        'packages/core/test/session/background-renewal.test.ts': [
          'In the soft window every call returns at once, and one renewal runs in the background.',
          'A renewal that fails in the background is an event and no rejection.',
          'A callback that throws in the background is an event too, without what it threw.',
          'A failure that will not go away is tried once a minute in the background.',
        ],
      },
    },
    {
      number: 9,
      text: 'Shortly before the token expires, calls wait for the renewal, but never beyond the expiry; if the renewal fails, a token that is still valid is returned.',
      tests: {
        'packages/core/test/session/background-renewal.test.ts': [
          'Past the hard margin callers wait for the renewal.',
          'When that renewal fails, a token with life left is returned, and an expired one is not.',
        ],
        'packages/core/test/session/last-moments.test.ts': ['A token that is about to end while its renewal hangs'],
      },
    },
    {
      number: 10,
      text: 'A provider that is down gets few requests: backoff grows from a second to a minute, or to what the provider asks for, even when every caller has stopped waiting or tokens expire before they arrive; meanwhile a valid token is served.',
      tests: {
        [files.coolDown]: ['A provider that is down', 'A provider that says when to come back'],
        'packages/core/test/token/left-pauses.test.ts': ['What a flight has learnt'],
        'packages/core/test/token/short-lives.test.ts': ['Tokens that die before their answer arrives'],
        [files.faults]: ['Without a usable `Retry-After`, a rate limit is retried with backoff.'],
      },
    },
    {
      number: 11,
      text: 'Credentials that were refused, whatever the status, are not sent again automatically, so that retries lock nobody out; only a digest of them is remembered, and an error from memory says so.',
      tests: {
        'packages/core/test/token/refusals.test.ts': ['Credentials that were refused'],
        'packages/core/test/token/remembered-refusals.test.ts': [
          'A sign-in that was answered with a 4xx',
          'An error from memory',
        ],
        'packages/meshy/test/refusals.test.ts': ['A server that answers 401 is understood as one that answers 400.'],
        'packages/meshy/test/sign-in.test.ts': ['Refused credentials are reported, and not sent again: %j.'],
        'packages/genlogs/test/failures.test.ts': ['A wrong password is reported, and not sent a second time.'],
        'packages/gooru/test/sign-in.test.ts': ['It does not send a refused password again.'],
      },
    },
    {
      number: 12,
      text: 'A caller who stops waiting is rejected at once, with its own reason, affects no other caller and costs no memory; what works only once runs to completion, and what was learned is kept.',
      tests: {
        'packages/core/test/session/aborts.test.ts': ['A caller who stops waiting'],
        'packages/core/test/token/many-callers.test.ts': ['Ten thousand callers who left while one flight goes on'],
        'packages/core/test/token/left-pauses.test.ts': ['Callers with a second of patience each'],
        'packages/core/test/fetch/abort.test.ts': ["A caller's abort"],
      },
    },
    {
      number: 13,
      text: 'A request that never ends blocks nobody: it is abandoned and replaced, and a refresh token that it may have used up is not sent again.',
      tests: {
        'packages/core/test/session/deadline.test.ts': ['A flight that takes too long'],
        'packages/core/test/token/late-timers.test.ts': [
          'A machine that slept in mid-renewal',
          'A machine that slept in mid-sign-in',
        ],
        'tools/conformance/test/workerd/ended-request.slow.test.ts': [
          'On workerd as of $compatibilityDate, where waiting for an ended request $waiting,',
        ],
      },
    },
    {
      number: 14,
      text: 'A dead token is replaced once, however many requests fail with it and however late they notice.',
      tests: {
        [files.rejected]: [
          'Ten late refusals of one dead token renew it once.',
          'A refusal of an older token is answered with the current one, without a request.',
          'A rejected token is replaced by `fetch` with one renewal, though ten requests found it dead.',
        ],
        [files.conformance]: ['$name > 10 requests that find their token dead at once send one renewal'],
        'packages/meshy/test/renew.test.ts': ['A dead token is renewed once however many calls it fails.'],
      },
    },
    {
      number: 15,
      text: 'A token that the API rejected is not served again, and if the provider re-issues it, that is an error of its own instead of a loop.',
      tests: {
        [files.rejected]: [
          'It is not served again while its replacement cannot be had.',
          'A provider that issues it again gets `token_rejected`, and not a loop.',
          'A provider that takes turns between two rejected tokens is found out.',
          'A renewal that was under way when the token was rejected must not bring it back.',
          'A token that is rejected while it is issued again, and stored, is handed to nobody.',
        ],
      },
    },
    {
      number: 16,
      text: 'An idle client has no timers, so a script can exit; and no timer is longer than platforms support.',
      tests: {
        'packages/core/test/token/idle.test.ts': ['An idle client'],
        [files.schedule]: ['A token of 30 days sets no timer, and 500 calls make one request.'],
      },
    },
    {
      number: 17,
      text: 'The `credentials` callback runs once for all callers, is told why, can be aborted, and its result is not kept.',
      tests: { 'packages/core/test/session/credentials-callback.test.ts': ['A callback for credentials'] },
    },
    {
      number: 18,
      text: 'Two clients share nothing, neither requests nor tokens nor backoff, unless they share a store.',
      tests: {
        'packages/core/test/token/separate-sources.test.ts': ['Two clients in one process'],
        [files.transportRetries]: ['does not take retries from another client.'],
      },
    },
  ],
}
