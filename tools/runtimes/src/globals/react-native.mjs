import { readFile } from 'node:fs/promises'
import { createContext, Script } from 'node:vm'

// A realm with what Hermes and React Native have, and no more. Their fetch, a polyfill on XMLHttpRequest, knows no
// `redirect`, and its answers have no stream: https://reactnative.dev/docs/network
// What they have only half of is taken as polyfilled: URL, and AbortSignal with `reason` and `throwIfAborted`.

async function fetchLikeXhr(input, { redirect: _, cache: __, referrerPolicy: ___, signal, ...init } = {}) {
  const fail = () => {
    if (signal?.aborted) throw Object.assign(new Error('Aborted'), { name: 'AbortError' })
    throw new TypeError('Network request failed')
  }
  const response = await fetch(input, { ...init, signal }).catch(fail)
  const bytes = await response.arrayBuffer().catch(fail)
  const copy = new Response(response.status === 204 ? null : bytes, response)
  return Object.defineProperties(copy, { body: { value: undefined }, url: { value: response.url } })
}

const [, , file, setting, polyfills] = process.argv
const { setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance, console, btoa, atob } =
  globalThis
const { URL, URLSearchParams, Headers, Request, Response, Blob, FormData, AbortController, TextEncoder } = globalThis
const realm = {
  ...{ setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance, console, btoa, atob },
  ...{ URL, URLSearchParams, Headers, Request, Response, Blob, FormData, AbortController, AbortSignal, TextEncoder },
  fetch: fetchLikeXhr,
  navigator: { product: 'ReactNative' },
  process: { argv: ['', '', setting] },
  // As a native module brings it.
  nativeCrypto: globalThis.crypto,
  nativeTextDecoder: TextDecoder,
}
realm.window = realm.self = realm.global = realm
const context = createContext(realm)
// The platform of this process has them already.
new Script('delete Promise.withResolvers').runInContext(context)
for (const name of ['any', 'timeout']) delete AbortSignal[name]
const run = async (path) => new Script(await readFile(path, 'utf8'), { filename: path }).runInContext(context)
if (polyfills) await run(polyfills)
await run(file)
