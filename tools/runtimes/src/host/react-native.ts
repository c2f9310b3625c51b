import { join } from 'node:path'
import { build } from 'esbuild'
import { run } from '../../../release/src/run.ts'
import { inTurn } from './in-turn.ts'
import { providers } from './providers.ts'
import type { Runtime } from './runtime.ts'
import { startServers } from './servers.ts'

/** A realm in Node with the globals of React Native: see `globals/react-native.mjs`. */
export const reactNative: Runtime = {
  name: 'react-native',
  title: 'React-Native-like, with polyfills',
  async run({ folder }) {
    const start = join(folder, 'globals/react-native.mjs')
    const polyfills = join(folder, 'globals/react-native-polyfills.js')
    const columns = await inTurn(providers, 2, async (provider) => {
      const program = join(folder, `react-native/${provider}.js`)
      await build({
        entryPoints: [join(folder, `${provider}-plain.js`)],
        outfile: program,
        ...{ bundle: true, format: 'iife', platform: 'browser', target: 'es2022' },
      })
      await using servers = await startServers()
      const setting = JSON.stringify(servers.setting)
      const output = await run(process.execPath, [start, program, setting, polyfills], { cwd: folder })
      await refusesWithoutPolyfills(() => run(process.execPath, [start, program, setting], { cwd: folder }))
      return { provider, outcomes: JSON.parse(output.trim().split('\n').at(-1) ?? '[]') }
    })
    return { version: '', columns }
  },
}

/** The first case that makes a client has to fail with words. */
async function refusesWithoutPolyfills(start: () => Promise<string>): Promise<void> {
  const said = await start().catch((error: Error) => error.message)
  if (
    /this platform has no TextDecoder, crypto\.subtle, AbortSignal\.any, Promise\.withResolvers: use a newer one, or a polyfill/.test(
      said,
    )
  )
    return
  throw new Error(`without polyfills, the packages do not say what is missing:\n${said}`)
}
