import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoopbackRegistry } from '../../registry/loopback.ts'
import { run } from '../../run.ts'
import type { Consumers } from '../consumers.ts'
import { npm } from '../managers.ts'
import { add, createProject, expectInstalled, writeSources } from '../project.ts'
import { trialOf } from '../trials.ts'
import { checkTypes, runExamples } from '../try-out.ts'
import { readState, stableVersions } from './registry-state.ts'

/** Each of the last two releases of every provider, on the newest core that its range allows. */
export async function tryMatrix(
  { folder, env, report, sideBySide }: Consumers,
  registry: LoopbackRegistry,
  providers: readonly string[],
  examples: readonly string[],
): Promise<void> {
  const cores = stableVersions(await readState(registry, '@auth/core'))
  const tryOne = async (provider: string, version: string): Promise<unknown> =>
    report.try(`${provider} ${version}, newest core for it`, async () => {
      const project = await createProject(join(folder, `${provider}-${version}`.replace(/[^\w.-]+/g, '-')), npm, env)
      await add(project, `${provider}@${version}`)
      // All ranges begin with ^.
      const core = cores.filter((one) => one.split('.')[0] === version.split('.')[0]).at(-1) ?? ''
      const expected = new Map([
        [provider, version],
        ['@auth/core', core],
      ])
      await expectInstalled(project, expected)
      await writeSources(project, trialOf(provider, examples).examples, [provider])
      return `core ${core}; ${await checkTypes(project, ['TypeScript 7'])}; ${await runExamples(project, 1)}`
    })
  const pairs = await Promise.all(
    providers.map(async (provider) => {
      const last = stableVersions(await readState(registry, provider)).slice(-2)
      return last.map((version) => [provider, version] as const)
    }),
  )
  await Promise.all(pairs.flat().map(([provider, version]) => sideBySide(() => tryOne(provider, version))))
}

/** Two copies of core in one application: what one has written the other reads, and errors are known by both. */
export async function tryTwoCopies({ folder, env, report }: Consumers, registry: LoopbackRegistry): Promise<void> {
  await report.try('two copies of core in one application', async () => {
    const versions = stableVersions(await readState(registry, '@auth/meshy'))
    const newest = versions.at(-1) ?? ''
    const old = versions.filter((version) => version.split('.')[0] !== newest.split('.')[0]).at(-1) ?? ''
    const project = await createProject(join(folder, 'two-copies'), npm, env)
    await add(
      project,
      `@auth/meshy@${newest}`,
      `@auth/core@${newest.split('.')[0]}`,
      `meshy-before@npm:@auth/meshy@${old}`,
    )
    await writeFile(join(project.folder, 'two-copies.mjs'), twoCopies)
    const printed = await run(process.execPath, ['--import', '../emulated.mjs', 'two-copies.mjs'], {
      cwd: project.folder,
      env,
    })
    return printed.trim()
  })
}

const twoCopies = `
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const beside = createRequire(require.resolve('meshy-before'))
const copies = [
  { core: require('@auth/core'), meshy: require('@auth/meshy'), version: require('@auth/core/package.json').version },
  { core: beside('@auth/core'), meshy: require('meshy-before'), version: beside('@auth/core/package.json').version },
]
assert.notEqual(copies[0].core.AuthError, copies[1].core.AuthError)
const { MESHY_ACCOUNT_NAME: accountName, MESHY_PUBLIC_KEY: publicKey, MESHY_USERNAME: username, MESHY_PASSWORD: password } = process.env
for (const [writer, reader] of [copies, copies.toReversed()]) {
  for (const { core } of copies) {
    const store = core.createMemoryStore()
    const options = { accountName, publicKey, store, identity: 'ada' }
    const first = writer.meshy.createMeshyAuth(options)
    await first.signIn({ username, password })
    const token = await first.getToken()
    const second = reader.meshy.createMeshyAuth(options)
    const read = await second.getToken()
    assert.equal(read.value, token.value)
    assert.ok(reader.core.sameToken(read, token))
    // Renewed by one, known to the other, whose record this was.
    const renewed = await second.refresh({ rejected: token })
    assert.notEqual(renewed.value, token.value)
    assert.equal((await first.refresh({ rejected: token })).value, renewed.value)
    await first.signOut()
    const signedOut = await reader.meshy.createMeshyAuth(options).getToken().catch((error) => error)
    assert.ok(writer.core.isAuthError(signedOut, 'reauth_required'))
    const refused = await writer.meshy
      .createMeshyAuth({ accountName, publicKey, credentials: { username, password: 'wrong' } })
      .getToken()
      .catch((error) => error)
    assert.ok(reader.core.isAuthError(refused, 'invalid_credentials'))
    assert.equal(reader.core.isAuthError(new Error('no')), false)
  }
}
console.log(copies.map(({ version }) => 'core ' + version).join(' and ') + ': records both ways, stores and errors of either')
`
