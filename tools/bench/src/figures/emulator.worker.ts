import { loadFrom } from '../peers/load.ts'
import { memoryInUse } from '../rounds/bytes.ts'
import { answer } from '../rounds/worker.ts'

export interface EmulatorInput {
  readonly folder: string
  /** After how many sign-ins memory is looked at: ascending. */
  readonly steps: readonly number[]
}

const dayMs = 86_400_000

/** What an emulator holds after sign-ins whose tokens have all ended, in bytes, step by step. */
answer(async ({ folder, steps }: EmulatorInput, report): Promise<number[]> => {
  const load = await loadFrom(folder)
  const { createEmulator } = await load<typeof import('@auth/emulator/fetch')>('@auth/emulator/fetch')
  const emulator = createEmulator()
  const { username, password, publicKey, accountName } = emulator.credentials.meshy
  const url = `${emulator.urls.meshy.authBaseUrl}/${accountName}/connect/token`
  const form = { grant_type: 'password', username, password, client_id: publicKey, scope: 'meshy.api offline_access' }
  const signIn = async (): Promise<void> => {
    const response = await emulator.fetch(url, { method: 'POST', body: new URLSearchParams(form) })
    if (response.status !== 200) throw new Error(`HTTP ${response.status}`)
    await response.text()
  }
  await signIn()
  const before = await memoryInUse()
  const found: number[] = []
  let done = 0
  for (const step of steps) {
    report(`${step} sign-ins`)
    for (; done < step; done += 1) {
      await signIn()
      // Refresh tokens end after a month.
      if (done % 1000 === 999) emulator.advance(31 * dayMs)
    }
    found.push((await memoryInUse()) - before)
  }
  return found
})
