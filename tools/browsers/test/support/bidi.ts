// biome-ignore lint/suspicious/noExplicitAny: the protocol has types of its own, and few of them are needed here.
type Result = any

/** A session with a browser that speaks WebDriver BiDi. */
export interface BidiSession {
  readonly browserVersion: string
  send(method: string, params: object): Promise<Result>
}

export async function openSession(address: string): Promise<BidiSession> {
  const socket = new WebSocket(`${address}/session`)
  const waiting = new Map<number, PromiseWithResolvers<Result>>()
  let last = 0
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  socket.onmessage = ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(data)
    const call = waiting.get(id)
    waiting.delete(id)
    if (type === 'error') call?.reject(new Error(`${error}: ${message}`))
    else call?.resolve(result)
  }
  socket.onclose = () => {
    for (const call of waiting.values()) call.reject(new Error('the browser has ended the session'))
  }
  const send = (method: string, params: object): Promise<Result> => {
    const call = Promise.withResolvers<Result>()
    last += 1
    waiting.set(last, call)
    socket.send(JSON.stringify({ id: last, method, params }))
    return call.promise
  }
  const { capabilities } = await send('session.new', { capabilities: {} })
  return { browserVersion: capabilities.browserVersion, send }
}
