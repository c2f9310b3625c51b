import { Writable } from 'node:stream'
import { expectNoSecrets } from '@auth-tools/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import winston from 'winston'
import { createLogged } from '../src/logger.ts'
import { emulateMeshy, type Meshy, userCredentials } from './support/meshy.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const wrong = { username: 'ada', password: 'wrong-password' }
const told = [
  ['info', '@auth/meshy: signed in (token 1, took 0 ms)'],
  ['info', '@auth/meshy: renewed (token 2, took 0 ms)'],
  ['error', expect.stringMatching(/^@auth\/meshy: sign-in failed: invalid_credentials \(400, .*1 request in 0 ms\)$/)],
]

/** Signs in, renews, and tries a wrong password, with what makes a client. Returns what no line may show. */
async function use(meshy: Meshy, create: Meshy['create']): Promise<string[]> {
  const auth = create()
  const tokens = [await auth.getToken(), await auth.refresh()]
  await expect(create({ credentials: wrong }).getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
  await meshy.clock.advance(0)
  return [...Object.values(userCredentials), wrong.password, ...tokens.map(({ value }) => value)]
}

/** A stream that keeps the JSON lines that a logger writes. */
function keepLines() {
  const lines: Array<Record<string, unknown>> = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  return { lines, stream }
}

describe('a logger', () => {
  test('may be pino, or a child of it', async () => {
    const meshy = emulateMeshy()
    const { lines, stream } = keepLines()
    const secrets = await use(meshy, (options) => createLogged({ ...meshy.options(), ...options }, stream))
    const levels: Readonly<Record<number, string>> = { 30: 'info', 50: 'error' }
    expect(lines.map(({ level, msg }) => [levels[Number(level)], msg])).toEqual(told)
    expect(lines[0]).toMatchObject({ component: 'auth' })
    expectNoSecrets(lines, secrets)
  })

  test('may be winston', async () => {
    const meshy = emulateMeshy()
    const { lines, stream } = keepLines()
    const logger = winston.createLogger({ level: 'debug', transports: [new winston.transports.Stream({ stream })] })
    const secrets = await use(meshy, (options) => meshy.create({ logger, ...options }))
    expect(lines.map(({ level, message }) => [level, message])).toEqual(told)
    expectNoSecrets(lines, secrets)
  })

  test('may be `console`', async () => {
    const meshy = emulateMeshy()
    const lines: unknown[] = []
    for (const level of ['info', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((line) => lines.push([level, line]))
    }
    const secrets = await use(meshy, (options) => meshy.create({ logger: console, ...options }))
    expect(lines).toEqual(told)
    expectNoSecrets(lines, secrets)
  })
})
