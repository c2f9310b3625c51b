// Runs a command with the emulator in place of MeshyDB: `node emulated.mjs npm start`.
import { spawn } from 'node:child_process'
import { startEmulator } from '@auth/emulator'

const emulator = await startEmulator({ port: Number(process.env.EMULATOR_PORT ?? 4010) })
const { accountName, publicKey, username, password } = emulator.credentials.meshy
console.log(`The emulator is at ${emulator.origin}. It knows ${username}, with the password ${password}.`)

const settings = {
  MESHY_ACCOUNT_NAME: accountName,
  MESHY_PUBLIC_KEY: publicKey,
  MESHY_USERNAME: username,
  MESHY_PASSWORD: password,
  MESHY_AUTH_BASE_URL: emulator.urls.meshy.authBaseUrl,
  MESHY_API_BASE_URL: emulator.urls.meshy.apiBaseUrl,
}
const [command, ...args] = process.argv.slice(2)
const child = spawn(command, args, {
  stdio: 'inherit',
  // What is already set wins.
  env: { ...settings, ...process.env },
  shell: process.platform === 'win32',
})
child.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
