import { expect, test } from 'vitest'
import { createAccountTokens } from '../src/elasticpath/account-tokens.ts'
import { settingsOf as elasticPathSettings } from '../src/elasticpath/settings.ts'
import { ForgetfulMap } from '../src/forgetful-map.ts'
import { genlogsDefaults } from '../src/genlogs/options.ts'
import { createGenlogsSessions } from '../src/genlogs/sessions.ts'
import { createSessions } from '../src/gooru/sessions.ts'
import { settingsOf as gooruSettings } from '../src/gooru/settings.ts'
import { meshyDefaults } from '../src/meshy/options.ts'
import { createMeshySessions, type MeshySession } from '../src/meshy/sessions.ts'
import { createHandClock } from './support/hand-clock.ts'

// A day goes by between two sign-ins, so that no more than one day's access tokens live.
const signIns = 10_000
const dayMs = 86_400_000
const few = 2500

function keptAfter(signIn: () => void, records: () => readonly object[], advance: (ms: number) => void): number {
  for (let count = 0; count < signIns; count += 1) {
    signIn()
    advance(dayMs)
  }
  return records().length
}

const user = { id: 'u', username: 'ada', password: 'x', active: true, anonymous: false, tenant: undefined }

test.each(['ends by itself', 'is signed out', 'is renewed and signed out'])(
  'Of Meshy sessions, none is kept that %s.',
  (course) => {
    const clock = createHandClock()
    const sessions = createMeshySessions({ ...meshyDefaults, refreshTokenRotation: true }, clock)
    const signIn = (): void => {
      const session: MeshySession = {
        ...{ user: { ...user, lastAccessed: undefined }, publicKey: 'key', tenant: undefined, scopes: [] },
        signedInAt: clock.now(),
      }
      sessions.addAccessToken(crypto.randomUUID(), session)
      let token = sessions.issueRefreshToken(session)
      if (course.includes('renewed')) token = sessions.useRefreshToken(token, 'key')?.refreshToken ?? ''
      if (course.includes('signed out')) sessions.revokeRefreshToken(token, 'key')
    }
    expect(keptAfter(signIn, sessions.records, clock.advance)).toBeLessThan(few)
  },
)

test('Of the tokens of the other providers, few are kept that have ended.', () => {
  const clock = createHandClock()
  const genlogs = createGenlogsSessions(genlogsDefaults, clock)
  const [person = { email: '', password: '' }] = genlogsDefaults.users
  expect(keptAfter(() => genlogs.issue(person), genlogs.records, clock.advance)).toBeLessThan(few)

  const settings = elasticPathSettings({})
  const accounts = createAccountTokens(settings, clock)
  const [member] = settings.members
  const [account] = member?.accounts ?? []
  if (!member || !account) throw new Error('there is nobody to sign in')
  expect(keptAfter(() => accounts.issue({ member, account }), accounts.records, clock.advance)).toBeLessThan(few)

  const gooru = createSessions(gooruSettings({}), clock)
  const client = { clientId: 'id', clientKey: 'key', grants: [] }
  expect(keptAfter(() => gooru.open(undefined, client), gooru.records, clock.advance)).toBeLessThan(few)
})

test('What has not ended is kept, and so are the last of what has, if they are to be known again.', () => {
  const living = new Set<string>()
  const map = new ForgetfulMap<string>((name) => !living.has(name), 10)
  const names = Array.from({ length: 2000 }, (_, index) => `token-${index}`)
  for (const name of names.slice(0, 500)) living.add(name)
  for (const name of names) map.set(name, name)
  expect(names.slice(0, 500).every((name) => map.has(name))).toBe(true)
  expect(names.slice(-10).every((name) => map.has(name))).toBe(true)
  expect(map.size).toBeLessThan(1100)
})
