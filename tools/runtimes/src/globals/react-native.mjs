// What Hermes and React Native do not have, and how their fetch, a polyfill on XMLHttpRequest, differs: it knows no
// `redirect`, and answers have no stream. https://reactnative.dev/docs/network
const platformFetch = globalThis.fetch
// It is loaded with the first call, and needs what is taken away below.
await (await platformFetch('data:,')).text()
const missing = ['ReadableStream', 'WritableStream', 'TransformStream', 'TextDecoderStream', 'CompressionStream']
missing.push('structuredClone', 'crypto', 'BroadcastChannel', 'MessageChannel', 'DOMException')
for (const name of missing) delete globalThis[name]
for (const name of ['any', 'timeout']) delete AbortSignal[name]
delete AbortSignal.prototype.throwIfAborted
delete Promise.withResolvers
Object.defineProperty(globalThis, 'navigator', { value: { product: 'ReactNative' }, configurable: true })

globalThis.fetch = async (input, { redirect: _, cache: __, referrerPolicy: ___, ...init } = {}) => {
  const response = await platformFetch(input, init).catch(() => {
    if (init.signal?.aborted) throw Object.assign(new Error('Aborted'), { name: 'AbortError' })
    throw new TypeError('Network request failed')
  })
  const bytes = await response.arrayBuffer().catch(() => {
    throw new TypeError('Network request failed')
  })
  const copy = new Response(response.status === 204 ? null : bytes, response)
  Object.defineProperties(copy, {
    body: { value: undefined },
    url: { value: response.url },
    type: { value: 'default' },
  })
  return copy
}
