import { expect, test } from 'vitest'
import { proxyTo, startProxy } from '../support/proxied.ts'

test('A request under way is answered after the signal to end, and no other is taken.', async () => {
  let answer = (): void => {}
  const { origin, terminal, ended } = await proxyTo((_, outgoing) => {
    outgoing.writeHead(200)
    outgoing.write('a start')
    answer = () => outgoing.end(' and an end')
  })
  const response = await fetch(`${origin}/slow`)
  terminal.end()
  const refused = async (): Promise<boolean> =>
    fetch(`${origin}/other`).then(
      () => false,
      () => true,
    )
  while (!(await refused())) await new Promise((resolve) => setImmediate(resolve))
  answer()
  expect(await response.text()).toBe('a start and an end')
  expect(await ended).toBe(0)
})

test('A request that takes longer than it may is cut off.', async () => {
  const { origin, terminal, ended } = await proxyTo(
    (_, outgoing) => {
      outgoing.writeHead(200)
      outgoing.write('a start')
    },
    { args: ['--grace', '0'] },
  )
  const response = await fetch(`${origin}/endless`)
  terminal.end()
  await expect(response.text()).rejects.toThrow('terminated')
  expect(await ended).toBe(0)
})

test('Health and metrics are under a path of their own, which can be another.', async () => {
  const paths: unknown[] = []
  const { origin } = await proxyTo(
    ({ url }, outgoing) => {
      paths.push(url)
      outgoing.writeHead(url === '/missing' ? 404 : 200)
      outgoing.end()
    },
    { args: ['--own-path', '/own'] },
  )
  for (const path of ['/a', '/b', '/missing', '/_auth/health', '/owner']) await (await fetch(origin + path)).text()
  const health = await fetch(`${origin}/own/health`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'fresh' }])
  const metrics = await fetch(`${origin}/own/metrics`)
  expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const text = await metrics.text()
  expect(text).toContain('auth_proxy_requests_total{provider="genlogs",status="200"} 4\n')
  expect(text).toContain('auth_proxy_requests_total{provider="genlogs",status="404"} 1\n')
  expect(text).toContain('auth_proxy_request_duration_seconds_count{provider="genlogs"} 5\n')
  expect(text).toContain('auth_proxy_events_total{provider="genlogs",event="signed-in"} 1\n')
  expect(text).toContain('auth_proxy_session_status{provider="genlogs",status="fresh"} 1\n')
  // A sample has a name, labels and a number; every name is described once, before its samples.
  const names = [...text.matchAll(/^# TYPE (\S+) (?:counter|gauge|histogram)$/gm)].map(([, name]) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) |\w+\{[^{}]+\} [\d.e+-]+$)/)
  expect((await fetch(`${origin}/own/other`)).status).toBe(404)
  expect(paths).toEqual(['/a', '/b', '/missing', '/_auth/health', '/owner'])
})

test('With --emulator it serves an API without any account, and keeps nothing.', async () => {
  const { origin } = await startProxy(['elasticpath', '--emulator'], { AUTH_STATE_DIR: '/dev/null/none' })
  const response = await fetch(`${origin}/v2/accounts`)
  expect(await response.json()).toMatchObject({ data: [{ type: 'account' }] })
})
