import { startEmulator } from '@auth/emulator'
import { createGenlogsAuth, type GenlogsAuthOptions } from '@auth/genlogs'
import { SpanKind } from '@opentelemetry/api'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import { InMemorySpanExporter, SimpleSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { expect, test } from 'vitest'
import { hideCredentials } from '../src/hide-credentials.ts'

/** What tracing records of a sign-in, a renewal and a call on loopback, with the platform's own `fetch`. */
async function trace(options: Partial<GenlogsAuthOptions>, processors: readonly SpanProcessor[]) {
  await using emulator = await startEmulator({ genlogs: { refreshUsable: true, refreshVariant: 'both' } })
  const { apiKey, email, password } = emulator.credentials.genlogs
  const exporter = new InMemorySpanExporter()
  const provider = new TracerProvider({ spanProcessors: [...processors, new SimpleSpanProcessor({ exporter })] })
  const instrumentation = new UndiciInstrumentation()
  instrumentation.setTracerProvider(provider)
  try {
    const credentials = { email, password }
    const auth = createGenlogsAuth({ ...emulator.urls.genlogs, apiKey, credentials, useRefreshToken: true, ...options })
    await auth.getToken()
    await auth.refresh()
    await auth.fetch('/me?page=2')
  } finally {
    instrumentation.disable()
  }
  await provider.forceFlush()
  const spans = exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CLIENT)
  const recorded = JSON.stringify(spans.map(({ name, attributes, events }) => ({ name, attributes, events })))
  const urls = spans.map(({ attributes }) => String(attributes['url.full']))
  const shown = [email, password].filter((value) => recorded.includes(encodeURIComponent(value)))
  return { urls: urls.map((url) => url.replace(emulator.urls.genlogs.authBaseUrl, '')), shown, recorded }
}

test('without the processor, tracing records email and password of a sign-in in the query', async () => {
  const { shown, urls } = await trace({}, [])
  expect(shown).toHaveLength(2)
  expect(urls).toHaveLength(3)
})

test('with the processor, spans have the URLs without the credentials, and all else', async () => {
  const { shown, urls, recorded } = await trace({}, [hideCredentials])
  expect(shown).toEqual([])
  expect(urls).toEqual([
    '/auth/token?email=REDACTED&password=REDACTED',
    '/auth/token/refresh?refresh_token=REDACTED',
    '/me?page=2',
  ])
  expect(recorded).not.toMatch(/refresh_token=[^R]|eyJ/)
})

test('credentials in the body are in no span', async () => {
  const { shown, urls } = await trace({ credentialsIn: 'body', refreshTokenIn: 'body' }, [])
  expect(shown).toEqual([])
  expect(urls).toEqual(['/auth/token', '/auth/token/refresh', '/me?page=2'])
})
