import { expectNoSecrets } from '@auth-tools/testing'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { afterEach, expect, test, vi } from 'vitest'
import { logEvent } from '../src/log-events.ts'
import { createMetrics } from '../src/metrics.ts'
import { emulateMeshy, userCredentials } from './support/meshy.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('the log has a line for each event, and no secret', async () => {
  const lines: Array<{ level: string; text: string }> = []
  for (const level of ['info', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((text: string) => lines.push({ level, text }))
  }
  const meshy = emulateMeshy()
  const auth = meshy.create({ onEvent: logEvent })
  const first = await auth.getToken()
  const second = await auth.refresh()
  const refused = meshy.create({ onEvent: logEvent, credentials: { username: 'ada', password: 'wrong-password' } })
  await expect(refused.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
  await meshy.clock.advance(0)
  expect(lines.map(({ level, text }) => [level, JSON.parse(text)])).toEqual([
    [
      'info',
      expect.objectContaining({ time: '2030-01-01T00:00:00.000Z', message: 'auth signed-in', provider: 'meshy' }),
    ],
    ['info', expect.objectContaining({ message: 'auth renewed', generation: 2 })],
    ['warn', expect.objectContaining({ message: 'auth failed', code: 'invalid_credentials', phase: 'sign-in' })],
  ])
  expectNoSecrets(lines, [...Object.values(userCredentials), 'wrong-password', first.value, second.value])
})

/** The values of one metric, by its attributes. */
async function collect(use: (onEvent: ReturnType<typeof createMetrics>) => Promise<void>) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] })
  await use(createMetrics(provider.getMeter('my-service')))
  await provider.forceFlush()
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  await provider.shutdown()
  const pointsOf = (name: string) => metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints
  return { counted: pointsOf('auth.events'), durations: pointsOf('auth.token.duration') }
}

test('the metrics count events and errors, and measure how long tokens took', async () => {
  const { counted, durations } = await collect(async (onEvent) => {
    const meshy = emulateMeshy()
    const { clock, emulator } = meshy
    emulator.fail({
      provider: 'meshy',
      endpoint: 'token',
      kind: async (request) => {
        await clock.advance(2000)
        return emulator.fetch(request)
      },
    })
    const auth = meshy.create({ onEvent, clock })
    await auth.getToken()
    await auth.refresh()
    await auth.refresh()
    const refused = meshy.create({ onEvent, credentials: { username: 'ada', password: 'wrong-password' } })
    await expect(refused.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
    await clock.advance(0)
  })
  expect(counted).toMatchObject([
    { value: 1, attributes: { provider: 'meshy', type: 'signed-in' } },
    { value: 2, attributes: { provider: 'meshy', type: 'renewed' } },
    {
      value: 1,
      attributes: { provider: 'meshy', type: 'failed', phase: 'sign-in', 'error.type': 'invalid_credentials' },
    },
  ])
  expect(durations).toMatchObject([
    { value: { count: 1, sum: 2 }, attributes: { provider: 'meshy', type: 'signed-in' } },
    { value: { count: 2, sum: 0 }, attributes: { provider: 'meshy', type: 'renewed' } },
    { value: { count: 1, sum: 0 }, attributes: { provider: 'meshy', type: 'failed' } },
  ])
})
