// What an application on React Native has to bring along. Native modules have the rest of WebCrypto.
globalThis.crypto ??= globalThis.nativeCrypto
globalThis.TextDecoder ??= globalThis.nativeTextDecoder
Promise.withResolvers ??= () => {
  const deferred = {}
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }))
  return deferred
}
AbortSignal.any ??= (signals) => {
  const controller = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason)
    else signal.addEventListener('abort', () => controller.abort(signal.reason), { signal: controller.signal })
  }
  return controller.signal
}
