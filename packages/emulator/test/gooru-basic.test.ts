import { describe, expect, test } from 'vitest'
import { refusal, setUp } from './support/gooru.ts'

const encoded = (text: string): string => `Basic ${btoa(text)}`

// How servers before and since August 2016 read the same credentials.
const readings: readonly (readonly [string, string, number, number])[] = [
  ['a username and a password', encoded('rnfu34p13:fake-password'), 200, 200],
  ['a colon at the end', encoded('rnfu34p13:fake-password:'), 200, 401],
  ['a colon inside the password', encoded('colon1815:pass:word'), 500, 200],
  ['no password', encoded('rnfu34p13:'), 500, 401],
  ['no username', encoded(':fake-password'), 401, 500],
  ['no colon', encoded('rnfu34p13'), 500, 500],
  ['nothing', 'Basic ', 401, 401],
  ['no padding', encoded('rnfu34p13:fake-password').replace(/=+$/, ''), 200, 200],
  ['wrong padding', `${encoded('a')}=`.replace(/=+$/, '='), 500, 500],
  ['letters of the other alphabet', 'Basic _-8=', 500, 500],
  ['a space inside', 'Basic cm5m dTM0', 500, 500],
  ['no space after the word', encoded('rnfu34p13:fake-password').replace(' ', ''), 200, 200],
]

describe('Basic credentials', () => {
  const bodyOf = ({ client }: ReturnType<typeof setUp>): object => ({ ...client, grant_type: 'credential' })

  test.each(readings)('With %s they are read as each server does.', async (_, authorization, early, late) => {
    for (const [profile, status] of [
      ['seed', early],
      ['v3', early],
      ['nile', late],
      ['nile-refresh', late],
    ] as const) {
      const setting = setUp({ profile })
      const response = await setting.postToken(bodyOf(setting), authorization)
      expect([profile, response.status]).toEqual([profile, status])
    }
  })
})

test('A byte order mark in front is a part of the username.', async () => {
  const user = { username: '\uFEFFada', email: 'ada@example.org', password: 'fake-password', userId: 'u-1' }
  expect((await setUp({ users: [user] }).signIn(user.username, user.password)).status).toBe(200)
  expect((await setUp({ users: [user] }).signIn('ada', user.password)).status).toBe(401)
})

describe('A body that late servers cannot read', () => {
  test('One of more than 5 MiB is refused, and the status gets lost.', async () => {
    const response = await setUp({ profile: 'nile' }).postToken(' '.repeat(5 * 1024 * 1024 + 1))
    expect(await refusal(response)).toEqual({ status: 500, type: null, body: 'Internal error' })
  })

  test('A file upload counts as none.', async () => {
    const { emulator, authBaseUrl, client } = setUp({ profile: 'nile' })
    const response = await emulator.fetch(`${authBaseUrl}/token`, {
      ...{ method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      body: JSON.stringify({ ...client, grant_type: 'anonymous' }),
    })
    expect(await refusal(response)).toMatchObject({ status: 400, body: { message: 'null or empty payload' } })
  })
})
