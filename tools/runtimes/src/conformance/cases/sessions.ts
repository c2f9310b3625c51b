import { encrypted } from '@auth/core/encrypted'
import { type Case, oneStep } from '../case.ts'
import { expectSame, failureOf } from '../expect.ts'

/** Sessions end, and are found again. */
export const sessions: readonly Case[] = [
  oneStep('sign-out', 'a session that was signed out is over', async (lab) => {
    const auth = lab.create()
    await auth.getToken()
    await auth.signOut()
    expectSame(await failureOf(auth.getToken()), 'reauth_required', 'the next call')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
    await auth.signIn()
    expectSame((await auth.fetch(lab.subject.resource)).status, 200, 'the API after another sign-in')
  }),
  oneStep('store', 'finds a session in the store of its platform', async (lab) => {
    const store = await lab.platform.createStore()
    const { value } = await lab.create({ store, identity: 'ada' }).getToken()
    const found = lab.create({ store, identity: 'ada', isService: false })
    expectSame((await found.getToken()).value, value, 'the token')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
    await found.signOut()
    const late = lab.create({ store, identity: 'ada', isService: false })
    expectSame(await failureOf(late.getToken()), 'reauth_required', 'a call after the sign-out')
  }),
  oneStep('encrypted-store', 'finds it there encrypted', async (lab) => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const store = encrypted(await lab.platform.createStore(), key)
    const { value } = await lab.create({ store, identity: 'grace' }).getToken()
    const found = lab.create({ store, identity: 'grace', isService: false })
    expectSame((await found.getToken()).value, value, 'the token')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
  }),
]
