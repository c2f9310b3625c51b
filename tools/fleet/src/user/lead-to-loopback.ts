// Loaded into each server before it: the provider is on loopback, and the example is not to know that.

const [authUrl = '', apiUrl = ''] = [process.env['LOOPBACK_AUTH'], process.env['LOOPBACK_API']]
const usual = globalThis.fetch
globalThis.fetch = (input, init) => {
  const url = String(input instanceof Request ? input.url : input)
  const led = url.replace('https://auth.meshydb.com', authUrl).replace('https://api.meshydb.com', apiUrl)
  return usual(input instanceof Request ? new Request(led, input) : led, init)
}
