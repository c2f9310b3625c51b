import { fileURLToPath } from 'node:url'
import { startEmulator } from '@auth/emulator'
import { expect, test } from 'vitest'
import { isInstalled, runCommand } from './commands.ts'

const script = fileURLToPath(new URL('sign_in.py', import.meta.url))

test('Python’s urllib signs in to all four providers and calls their APIs', async ({ skip }) => {
  if (!(await isInstalled('python3'))) skip('python3 is not installed: install it to try the emulator with it')
  await using emulator = await startEmulator()
  const { urls, credentials } = emulator
  expect(JSON.parse(await runCommand('python3', [script, JSON.stringify({ urls, credentials })]))).toEqual({
    meshy: credentials.meshy.username,
    elasticpath: 'acc-name-1',
    gooru: credentials.gooru.username,
    genlogs: credentials.genlogs.email,
  })
})
