// What Electron's main process has beside what Node has: https://www.electronjs.org/docs/latest/api/process
Object.defineProperty(process.versions, 'electron', { value: '40.0.0', enumerable: true })
Object.assign(process, { type: 'browser', resourcesPath: '/opt/application/resources' })
delete globalThis.navigator
