import { expect } from 'vitest'
import { type Lab, outcomeOf } from './support/lab.ts'

const resource = '/users/me'

/** What is tried with every server. */
export interface Case {
  readonly title: string
  /** The account, and its user. Refusals of accounts whose names end in `-by-401` have that status. */
  readonly account: string
  readonly needsRevocation?: true
  readonly expected: {
    readonly outcome: string
    /** The requests to the token and revocation endpoints. */
    readonly sent: string
    /** The status of refusals, where the case is about that. */
    readonly refusedBy?: number
  }
  /** Returns what came of it. */
  run(lab: Lab): Promise<string>
}

const endings: ReadonlyArray<{
  readonly what: string
  readonly account: string
  readonly refusedBy?: number
  happen(lab: Lab): Promise<unknown>
}> = [
  { what: 'a refresh token was used elsewhere', account: 'spent', happen: spendElsewhere },
  {
    what: 'a refresh token was used elsewhere, refused by 401',
    account: 'spent-by-401',
    refusedBy: 401,
    happen: spendElsewhere,
  },
  {
    what: 'a refresh token has expired',
    account: 'expired',
    happen: ({ account, server }) => server.control(account, 'expireRefreshTokens'),
  },
  {
    what: 'a session was revoked at the server',
    account: 'revoked',
    happen: ({ account, server }) => server.control(account, 'revokeSessions'),
  },
]

/** Sessions that end, of a service and of a person. */
const ended = endings.flatMap(({ what, account, happen, ...refusal }): Case[] => [
  {
    title: `with credentials, ${what}`,
    account: `service-${account}`,
    expected: { outcome: 'signs in again', sent: '1 renewal refused, 1 sign-in', ...refusal },
    run: (lab) => callAfter(lab, 'service', () => happen(lab)),
  },
  {
    title: `without credentials, ${what}`,
    account: `person-${account}`,
    expected: { outcome: '`reauth_required`', sent: '1 renewal refused', ...refusal },
    run: (lab) => callAfter(lab, 'person', () => happen(lab)),
  },
])

export const cases: readonly Case[] = [
  {
    title: 'sign-in',
    account: 'sign-in',
    expected: { outcome: 'the API takes the token', sent: '1 sign-in' },
    async run({ service }) {
      return (await service().fetch(resource)).ok ? 'the API takes the token' : 'the API refuses the token'
    },
  },
  {
    title: 'renewal, three times',
    account: 'renewal',
    expected: { outcome: 'another refresh token each time', sent: '1 sign-in, 3 renewals' },
    async run({ person, signIn, requests }) {
      const auth = person()
      await signIn(auth)
      const tokens = [await auth.getToken(), await auth.refresh(), await auth.refresh(), await auth.refresh()]
      expect(new Set(tokens.map(({ value }) => value)).size).toBe(4)
      expect((await auth.fetch(resource)).status).toBe(200)
      const renewals = (await requests()).filter(({ grant }) => grant === 'refresh_token')
      const spent = renewals.map(({ refreshToken }) => refreshToken)
      return new Set(spent).size === spent.length ? 'another refresh token each time' : 'the same refresh token'
    },
  },
  ...ended,
  {
    title: 'five calls with a wrong password, refused by 400',
    account: 'wrong-password',
    expected: { outcome: '`invalid_credentials`', sent: '1 sign-in refused', refusedBy: 400 },
    run: ({ service }) => callFiveTimes(service({ password: 'wrong pass:word' })),
  },
  {
    title: 'five calls with a wrong password, refused by 401',
    account: 'wrong-password-by-401',
    expected: { outcome: '`invalid_credentials`', sent: '1 sign-in refused', refusedBy: 401 },
    run: ({ service }) => callFiveTimes(service({ password: 'wrong pass:word' })),
  },
  {
    title: 'five calls as an unknown client',
    account: 'wrong-client',
    expected: { outcome: '`invalid_client`', sent: '1 sign-in refused' },
    run: ({ service }) => callFiveTimes(service({ publicKey: 'pk_of_nobody' })),
  },
  {
    title: '20 calls meet 401, half of them after the renewal',
    account: 'late',
    expected: { outcome: '20 answers of 200', sent: '1 renewal' },
    run: callTwentyTimes,
  },
  {
    title: '100 calls want a first token at once',
    account: 'cold',
    expected: { outcome: '100 equal tokens', sent: '1 sign-in' },
    async run({ service }) {
      const auth = service()
      const tokens = await Promise.all(Array.from({ length: 100 }, () => auth.getToken()))
      const different = new Set(tokens.map(({ value }) => value)).size
      return different === 1 ? `${tokens.length} equal tokens` : `${different} different tokens`
    },
  },
  {
    title: 'sign-out, then somebody uses a copy of the session',
    account: 'sign-out',
    needsRevocation: true,
    expected: { outcome: '`reauth_required`', sent: '1 revocation, 1 renewal refused' },
    async run({ person, signIn, store, startCounting }) {
      const auth = person()
      await signIn(auth)
      const copy = await store.copy()
      await startCounting()
      await auth.signOut()
      expect(await outcomeOf(auth.fetch(resource))).toBe('`reauth_required`')
      return outcomeOf(renewFound(person(copy)))
    },
  },
]

/** What comes of API calls when the access token is dead, and something happened to the refresh token. */
async function callAfter(lab: Lab, kind: 'service' | 'person', happen: () => Promise<unknown>): Promise<string> {
  const { account, server } = lab
  const auth = lab[kind]()
  await (kind === 'person' ? lab.signIn(auth) : auth.getToken())
  await happen()
  await server.control(account, 'expireAccessTokens')
  await lab.startCounting()
  const outcomes = [await outcomeOf(auth.fetch(resource)), await outcomeOf(auth.fetch(resource))]
  const [first, second] = outcomes
  if (first !== second) return `${first}, then ${second}`
  return first === '200' ? 'signs in again' : String(first)
}

/** Another machine has the same session, and renews it. */
async function spendElsewhere({ person, store }: Lab): Promise<void> {
  await renewFound(person(await store.copy()))
}

/** Renews a session that is in the store; what was only found there would count as renewed. */
async function renewFound(auth: ReturnType<Lab['person']>): Promise<Response> {
  const rejected = await auth.getToken()
  return Response.json(await auth.refresh({ rejected }))
}

async function callFiveTimes(auth: ReturnType<Lab['service']>): Promise<string> {
  const outcomes = new Set<string>()
  for (let call = 0; call < 5; call += 1) outcomes.add(await outcomeOf(auth.fetch(resource)))
  return [...outcomes].join(', then ')
}

async function callTwentyTimes({ account, requests, server, service, startCounting }: Lab): Promise<string> {
  const auth = service()
  await auth.getToken()
  await server.control(account, 'expireAccessTokens')
  await startCounting()
  const call = (path: string): Promise<string> => outcomeOf(auth.fetch(path))
  const late = Array.from({ length: 10 }, () => call(`${resource}?late`))
  const early = await Promise.all(Array.from({ length: 10 }, () => call(resource)))
  await server.control(account, 'answerLate')
  const outcomes = [...early, ...(await Promise.all(late))]
  expect((await requests()).filter(({ endpoint, status }) => endpoint === 'api' && status === 401)).toHaveLength(20)
  return [...Map.groupBy(outcomes, (outcome) => outcome)]
    .map(([outcome, alike]) => `${alike.length} answers of ${outcome}`)
    .join(', ')
}
