import { type Case, need, pause } from '../case.ts'

const callers = 10

export const abort: Case = {
  title: 'One of 10 waiting callers aborts',
  description: `${callers} callers wait for one token request, and the first of them aborts. Counted: callers that get a token.`,
  // The only ones whose calls take a signal.
  peers: ['@auth/meshy', '@azure/core-rest-pipeline'],
  async run({ lab, open }) {
    const slow = { status: 200, afterMs: 500, body: { access_token: 'token', token_type: 'Bearer', expires_in: 3600 } }
    lab.settings.answer = () => slow
    const client = await open()
    const getToken = need(client.getToken, 'getToken')
    const controller = new AbortController()
    const waiting = Array.from({ length: callers }, (_, index) => getToken(index === 0 ? controller.signal : undefined))
    const settled = Promise.allSettled(waiting)
    await pause(200)
    controller.abort()
    const served = (await settled).filter(({ status }) => status === 'fulfilled').length
    return `${served} of the ${callers - 1} others get a token`
  },
}
