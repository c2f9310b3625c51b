import { isAuthError } from '@auth/core'
import { createWebStore } from '@auth/core/web-store'
import { type Case, oneStep } from '../case.ts'
import { describeError, expectSame } from '../expect.ts'

/** What a runtime cannot do is said in words. */
export const limits: readonly Case[] = [
  oneStep('no-cors', 'signs in where the provider sends no CORS headers', async (lab) => {
    const error = await lab
      .createWithoutCors()
      .getToken()
      .catch((reason: unknown) => reason)
    if (!isAuthError(error)) return
    expectSame(error.code, 'network', 'the failure')
    return error.message.includes('CORS') ? '`network`, which names CORS' : '`network`'
  }),
  oneStep('lacking', 'what a platform lacks is named when a client is made', async (lab) => {
    const { any } = AbortSignal
    let said = 'nothing'
    Object.defineProperty(AbortSignal, 'any', { value: undefined, configurable: true, writable: true })
    try {
      lab.create()
    } catch (error) {
      said = describeError(error)
    }
    Object.defineProperty(AbortSignal, 'any', { value: any, configurable: true, writable: true })
    expectSame(/has no AbortSignal\.any: use a newer one, or a polyfill$/.test(said), true, `it says ${said}`)
  }),
  oneStep('web-store', 'a store that browsers alone have works, or says so', async () => {
    const isPage = typeof document === 'object' && typeof indexedDB === 'object'
    let said = 'nothing'
    try {
      createWebStore()
    } catch (error) {
      said = describeError(error)
    }
    expectSame(/createWebStore needs .*, which browsers have/.test(said), !isPage, `it says ${said}`)
  }),
]
