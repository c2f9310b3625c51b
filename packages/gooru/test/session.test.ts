import { answering } from '@auth-tools/testing'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { createGooruAuth, type GooruSession } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

describe('The session', () => {
  test('It has what the documentation shows.', async () => {
    const credentials = { username: 'rnfu34p13', password: 'fake-password' }
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody()), credentials })
    expect(await auth.session()).toEqual({
      userId: 'aada6abc-eb11-4550-981f-3a36a53b4907',
      anonymous: false,
      username: 'rnfu34p13',
      clientId: 'ba956a97-ae15-11e5-a302-f8a963065976',
      providedAt: 1453472820207,
      prefs: { taxonomy: [{ standard_framework_code: 'CSS', default_subject_code: 'GUT.M' }] },
      cdnUrls: { 'profile.cdn': '//profile.gooru.org.com' },
    })
    const { value, expiresAt } = await auth.getToken()
    expect(atob(value)).toBe('aada6abc-eb11-4550-981f-3a36a53b4907:Fri Jan 22 19:57:00 IST 2016:1453472820207')
    expect(expiresAt).toBeUndefined()
  })

  test.each(['v3', 'nile', 'nile-refresh'] as const)(
    'It has the same names for what later servers send, with %s.',
    async (profile) => {
      const { create, person } = setUp({ profile })
      expect(await create().signIn(person)).toMatchObject({
        username: 'rnfu34p13',
        email: 'ada@example.org',
        firstName: 'Ada',
        lastName: 'Lovelace',
        userCategory: 'teacher',
        cdnUrls: { user_cdn_url: '//cdn.example.org/user/' },
      })
      const visitor = await create().signIn({ anonymous: true })
      expect(visitor.username).toBeUndefined()
      expect(visitor.email).toBeUndefined()
    },
  )

  test('It has every field of servers since 2017.', async () => {
    const body = tokenBody({
      ...{ first_name: 'Ada', last_name: 'Lovelace', user_category: 'teacher', thumbnail: 'ada.png' },
      ...{ app_id: 'app-1', partner_id: 'partner-1', tenant: { tenant_id: 'tenant-1', short_name: 'school' } },
      ...{ preference_settings: { language: 'en' }, permissions: ['read'], client_state: { tour: true } },
    })
    const auth = createGooruAuth({ ...basics, fetch: answering(200, body) })
    expect(await auth.signIn({ username: 'ada', password: 'fake-password' })).toMatchObject({
      ...{ firstName: 'Ada', lastName: 'Lovelace', userCategory: 'teacher', thumbnail: 'ada.png' },
      ...{ appId: 'app-1', partnerId: 'partner-1', tenant: { tenant_id: 'tenant-1', short_name: 'school' } },
      ...{ preferenceSettings: { language: 'en' }, permissions: ['read'], clientState: { tour: true } },
    })
  })

  test.each([
    { taxonomy: null },
    { taxonomy: [{ standard_framework_code: null, more: 1 }] },
    { standard_preference: { 'K12.MA': 'CCSS' } },
    { email_id: '' },
    {},
  ])('It keeps preferences as the servers of 2016 send them: %o.', async (prefs) => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody({ prefs })) })
    expect((await auth.signIn({ username: 'ada', password: 'fake-password' })).prefs).toEqual(prefs)
  })

  test('It has preferred subjects as a list, also where a server sends what the person stored.', async () => {
    const prefs = { taxonomy: { CCSS: 'K12.MA' } }
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody({ prefs })) })
    const session = await auth.signIn({ username: 'ada', password: 'fake-password' })
    expect(session.prefs?.taxonomy).toEqual([{ CCSS: 'K12.MA' }])
  })

  test('It has the e-mail address that some servers keep among the preferences.', async () => {
    const body = tokenBody({ prefs: { email_id: 'ada@example.org' } })
    const auth = createGooruAuth({ ...basics, fetch: answering(200, body) })
    expect((await auth.signIn({ username: 'ada', password: 'fake-password' })).email).toBe('ada@example.org')
  })

  test('It has the picture of servers of late 2016 under the same name.', async () => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody({ thumbnail_path: 'ada.png' })) })
    expect((await auth.signIn({ username: 'ada', password: 'fake-password' })).thumbnail).toBe('ada.png')
  })

  test('It leaves out what the service sends as null.', async () => {
    const { create, person } = setUp({ profile: 'nile' })
    const session = await create().signIn(person)
    expect(Object.values(session)).not.toContain(null)
    expect(session.tenant).toMatchObject({ short_name: 'school' })
  })

  test('It needs a user id and a token, and no more.', async () => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, { user_id: 'u-1', access_token: 'YQ==' }) })
    expect(await auth.signIn({ username: 'ada', password: 'fake-password' })).toEqual({
      userId: 'u-1',
      anonymous: false,
    })
  })

  test('It is typed.', () => {
    expectTypeOf<GooruSession['userId']>().toEqualTypeOf<string>()
    expectTypeOf<GooruSession['anonymous']>().toEqualTypeOf<boolean>()
    expectTypeOf<GooruSession['username']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<GooruSession['clientId']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<NonNullable<NonNullable<GooruSession['prefs']>['taxonomy']>>().toExtend<readonly object[]>()
    expectTypeOf<GooruSession['validityMs']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<GooruSession['providedAt']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<GooruSession['cdnUrls']>().toEqualTypeOf<Readonly<Record<string, string>> | undefined>()
    expectTypeOf<'teacher'>().toExtend<GooruSession['userCategory']>()
  })

  test('It can be looked up at the service.', async () => {
    const { create, person, emulator } = setUp()
    const response = await create({ credentials: person }).fetch('/nucleus-auth/v1/token')
    expect(await response.json()).toMatchObject({
      user_id: emulator.credentials.gooru.userId,
      username: person.username,
    })
  })
})
