import { failureOf, run } from '../run.ts'
import type { Consumers } from './consumers.ts'

/** Whether what others published, and users install, is signed by its registry: as far as the keys can be had from here. */
export async function trySignatures({ folder, env, report }: Consumers): Promise<void> {
  await report.try('signatures of what is installed', async () => {
    // Without it npm tries for minutes to reach the keys.
    const options = { cwd: folder, env: { ...env, npm_config_fetch_retries: '0' } }
    let printed = ''
    const failure = await failureOf(
      run('npm', ['audit', 'signatures', '--json'], options).then((text) => {
        printed = text
      }),
    )
    if (failure === undefined) return `npm audit signatures: ${printed.replace(/\s+/g, ' ').trim()}`
    if (/"invalid": \[\s*\{/.test(failure)) throw new Error(failure)
    return `not checked here: ${/"summary": "([^"]*)"/.exec(failure)?.[1] ?? failure.split('\n')[1]}`
  })
}
