// What a page of Electron with `nodeIntegration` has beside what Chromium has.
globalThis.process = {
  type: 'renderer',
  versions: { node: '24.0.0', electron: '40.0.0' },
  env: {},
  argv: [],
  cwd: () => '/',
}
globalThis.global = globalThis
globalThis.Buffer = class Buffer extends Uint8Array {}
globalThis.setImmediate = (callback) => setTimeout(callback)
globalThis.require = (name) => {
  throw new Error(`a package asked for ${name}`)
}
