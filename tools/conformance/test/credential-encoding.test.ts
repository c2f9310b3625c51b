import { createElasticPathAuth } from '@auth/elasticpath'
import { createEmulator, type EmulatorOptions } from '@auth/emulator/fetch'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

type Emulator = ReturnType<typeof createEmulator>

/** One way in which a name and a password travel. */
interface Way {
  readonly name: string
  /** What a server can have on record: what the wire cannot carry never gets there. */
  carried(text: string): string
  /** What cannot be in a user name, where that is so. */
  readonly excluded?: string
  server(username: string, password: string): EmulatorOptions
  signIn(emulator: Emulator, username: string, password: string): Promise<unknown>
}

const asUtf8 = (text: string): string => text.toWellFormed()
const asJson = (text: string): string => text
const member = { memberId: 'a-member', accounts: [{ id: 'an-account', name: 'Account' }] }

const ways: readonly Way[] = [
  {
    name: 'the form of MeshyDB',
    carried: asUtf8,
    server: (username, password) => ({ meshy: { users: [{ username, password }] } }),
    signIn: ({ fetch, urls, credentials: { meshy } }, username, password) =>
      createMeshyAuth({
        ...urls.meshy,
        fetch,
        accountName: meshy.accountName,
        publicKey: meshy.publicKey,
        credentials: { username, password },
      }).getToken(),
  },
  {
    name: 'the JSON of Elastic Path',
    carried: asJson,
    server: (username, password) => ({ elasticpath: { members: [{ ...member, username, password }] } }),
    signIn: ({ fetch, urls, credentials: { elasticpath } }, username, password) =>
      createElasticPathAuth({
        ...urls.elasticpath,
        fetch,
        clientId: elasticpath.clientId,
        passwordProfileId: elasticpath.passwordProfileId,
        credentials: { username, password },
      }).getToken(),
  },
  {
    name: 'the Basic credentials of Gooru',
    carried: asUtf8,
    excluded: ':',
    server: (username, password) => ({
      gooru: { basicParsing: 'first-colon', users: [{ username, email: username, password, userId: 'a-user' }] },
    }),
    signIn: ({ fetch, urls, credentials: { gooru } }, username, password) =>
      createGooruAuth({
        ...urls.gooru,
        fetch,
        clientId: gooru.clientId,
        clientKey: gooru.clientKey,
        credentials: { username, password },
      }).getToken(),
  },
  ...(['query', 'body'] as const).map(
    (place): Way => ({
      name: `the ${place} of GenLogs`,
      carried: place === 'query' ? asUtf8 : asJson,
      server: (email, password) => ({ genlogs: { variant: place, users: [{ email, password }] } }),
      signIn: ({ fetch, urls, credentials: { genlogs } }, email, password) =>
        createGenlogsAuth({
          ...urls.genlogs,
          fetch,
          apiKey: genlogs.apiKey,
          credentialsIn: place,
          credentials: { email, password },
        }).getToken(),
    }),
  ),
]

const awkward = [
  'a+b%2Bc&d=e;f#g?h/i\\j',
  ' leading and trailing ',
  '%',
  '%00%0a%zz',
  '"\'`<>{}[]|^~',
  'tab\tline\nreturn\rnull\0',
  'ünï – 文字 – 😀👩‍👩‍👧',
  'e\u0301 is not \u00e9',
  '\u202eright to left',
  '__proto__',
  'half \ud83d and \ude00 half',
  'p:a:s:s:',
  '=?utf-8?q?=41?=',
]

/** Any code points, half surrogates too. Most of Unicode is far from where encodings go wrong, so those come often. */
const anyText = fc
  .array(fc.oneof(...[0x7f, 0xff, 0x7ff, 0xffff, 0x10ffff].map((max) => fc.integer({ min: 0, max }))), {
    minLength: 1,
    maxLength: 24,
  })
  .map((points) => String.fromCodePoint(...points))
const text = fc.oneof(anyText, anyText, fc.constantFrom(...awkward))

describe.for(ways)('in $name', ({ carried, excluded = ';', server, signIn }) => {
  test('every user name and password arrives as it was given', async () => {
    const arrives = fc.asyncProperty(text, text, async (anyName, password) => {
      const username = anyName.replaceAll(excluded, ';')
      const emulator = createEmulator(server(carried(username), carried(password)))
      await signIn(emulator, username, password)
    })
    await fc.assert(arrives, { numRuns: 200 })
  })

  test('a byte order mark at the start is a character like any other', async () => {
    const emulator = createEmulator(server('\ufeffname', '\ufeffpassword'))
    await expect(signIn(emulator, '\ufeffname', '\ufeffpassword')).resolves.toBeDefined()
  })

  test('a password that is different in one character is refused', async () => {
    for (const password of awkward) {
      const emulator = createEmulator(server('somebody', carried(password)))
      await expect(signIn(emulator, 'somebody', `${password}\u0301`)).rejects.toMatchObject({
        code: 'invalid_credentials',
      })
    }
  })
})
