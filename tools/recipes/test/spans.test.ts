import { expectNoSecrets } from '@auth-tools/testing'
import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSpans } from '../src/spans.ts'
import { emulateMeshy, type Meshy, userCredentials } from './support/meshy.ts'

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
})
afterAll(() => {
  context.disable()
})

/** The spans of what is done inside a span named `request`, by their names. */
async function record(use: (meshy: Meshy, onEvent: ReturnType<typeof createSpans>) => Promise<void>) {
  const exporter = new InMemorySpanExporter()
  const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('my-service')
  const meshy = emulateMeshy()
  const request = tracer.startSpan('request')
  await context.with(trace.setSpan(context.active(), request), async () => {
    await use(meshy, createSpans(tracer))
    await meshy.clock.advance(0)
  })
  request.end()
  const spans = new Map(exporter.getFinishedSpans().map((span) => [span.name, span]))
  expectNoSecrets(
    [...spans.values()].map(({ attributes, events, status }) => ({ attributes, events, status })),
    [...Object.values(userCredentials), 'wrong-password'],
  )
  return spans
}

const parentOf = (span: ReadableSpan | undefined): string | undefined => span?.parentSpanContext?.spanId
const millisecondsOf = ([seconds, nanoseconds]: [number, number] = [0, 0]): number => seconds * 1000 + nanoseconds / 1e6

test('a sign-in is a span below that of the call that needed a token, as long as it took', async () => {
  const spans = await record(async ({ emulator, clock, create }, onEvent) => {
    emulator.fail({
      provider: 'meshy',
      endpoint: 'token',
      kind: async (sent) => {
        await clock.advance(2000)
        return emulator.fetch(sent)
      },
    })
    await create({ onEvent }).fetch('/users/me')
  })
  const signedIn = spans.get('auth signed-in')
  expect(signedIn).toMatchObject({ attributes: { 'auth.provider': 'meshy', 'auth.generation': 1 } })
  expect(parentOf(signedIn)).toBe(spans.get('request')?.spanContext().spanId)
  expect(millisecondsOf(signedIn?.duration)).toBe(2000)
  expect(signedIn?.status.code).toBe(SpanStatusCode.UNSET)
})

test('a failure is a span with an error, and the request that was sent again an event of the call', async () => {
  const spans = await record(async ({ emulator, clock, create }, onEvent) => {
    emulator.fail({ provider: 'meshy', endpoint: 'token', kind: () => new Response(null, { status: 503 }) })
    const credentials = { username: 'ada', password: 'wrong-password' }
    const failure = create({ onEvent, credentials }).getToken()
    await expect(clock.settle(failure)).rejects.toMatchObject({ code: 'invalid_credentials' })
  })
  expect(spans.get('auth failed')).toMatchObject({
    attributes: { 'error.type': 'invalid_credentials', 'auth.phase': 'sign-in', 'auth.status': 400 },
    status: { code: SpanStatusCode.ERROR },
  })
  expect(spans.get('request')?.events).toMatchObject([
    { name: 'auth retrying', attributes: { 'auth.code': 'server_error', 'auth.status': 503 } },
  ])
})
