import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { settingsOf as elasticPathSettings } from '../src/elasticpath/settings.ts'
import { faultKinds } from '../src/fault-check.ts'
import { genlogsDefaults } from '../src/genlogs/options.ts'
import { settingsOf as gooruSettings } from '../src/gooru/settings.ts'
import { createEmulator, startEmulator } from '../src/index.ts'
import { meshyDefaults } from '../src/meshy/options.ts'
import { endpointNames } from '../src/routes.ts'
import { curlCommands, requestOf } from './support/curl.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

test('Each curl command does what the text above it says.', async () => {
  await using emulator = await startEmulator()
  const { genlogs } = emulator.urls
  const { apiKey, email, password } = emulator.credentials.genlogs
  const signIn = (): Promise<Response> =>
    fetch(`${genlogs.authBaseUrl}/auth/token?${new URLSearchParams({ email, password })}`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey },
    })
  const answers: Record<string, unknown> = {}
  for (const command of curlCommands(readme.replaceAll('http://127.0.0.1:4010', emulator.origin))) {
    const request = requestOf(command)
    const { pathname } = new URL(request.url)
    const response = await fetch(request)
    const text = await response.text()
    answers[`${request.method} ${pathname}`] = [response.status, (await signIn()).status]
    if (pathname === '/_emulator/clock') expect(JSON.parse(text).now).toBeGreaterThan(Date.now() + 3_500_000)
    if (pathname === '/_emulator')
      expect(Object.keys(JSON.parse(text))).toEqual(['now', 'urls', 'credentials', 'tokens', 'faults'])
  }
  expect(answers).toEqual({
    'GET /_emulator': [200, 200],
    'GET /_emulator/requests': [200, 200],
    'POST /_emulator/faults': [204, 429],
    'DELETE /_emulator/faults': [204, 200],
    'POST /_emulator/clock': [200, 200],
    'POST /_emulator/revoke': [204, 200],
    'POST /_emulator/expire': [204, 200],
    'POST /_emulator/reset': [204, 200],
  })
  expect(emulator.requests).toHaveLength(1)
})

test('Every kind of fault and every endpoint is listed.', () => {
  for (const kind of faultKinds) expect(readme).toMatch(new RegExp(`^\\| \`${kind}\` +\\|`, 'm'))
  for (const names of Object.values(endpointNames)) {
    expect(readme).toContain(names.map((name) => `\`${name}\``).join(', '))
  }
})

// Who can sign in is no question of how a server behaves.
const data =
  /^(accountName|publicKey|tenants|users|anonymousUsers|clients?|clientId|clientSecret|passwordProfileId|storeId|members|oneTimeCodes|oidcCodes|apiKey)$/

test.each<[string, object]>([
  ['meshy', meshyDefaults],
  ['elasticpath', elasticPathSettings({})],
  ['gooru', gooruSettings({})],
  ['genlogs', genlogsDefaults],
])('The table of %s has every switch, and no other.', (provider, defaults) => {
  const section = readme.split(`### \`${provider}\``)[1]?.split(/^##/m)[0] ?? ''
  const listed = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
  expect(listed.toSorted()).toEqual(
    Object.keys(defaults)
      .filter((name) => !data.test(name))
      .toSorted(),
  )
})

test('Every call that is listed is one that the provider has.', async () => {
  const { fetch: send, urls, requests } = createEmulator()
  const bases = { MeshyDB: urls.meshy, 'Elastic Path': urls.elasticpath, Gooru: urls.gooru, GenLogs: urls.genlogs }
  const section = readme.split('## What can be called')[1]?.split(/^## /m)[0] ?? ''
  for (const [name, { authBaseUrl, apiBaseUrl }] of Object.entries(bases)) {
    const row = section.split('\n').find((line) => line.startsWith(`| ${name}`)) ?? ''
    const calls = [...row.matchAll(/`([A-Z]+) (\/[^`]+)`/g)]
    expect([name, calls.length > 2]).toEqual([name, true])
    for (const [call, method = '', path = ''] of calls) {
      const isSignIn = row.indexOf(call) < row.lastIndexOf(' | ')
      const base = isSignIn && name !== 'Gooru' ? authBaseUrl : apiBaseUrl
      await send(base + path.replace('{accountName}', 'demo').replace(/\{\w+\}/, 'x'), { method })
      expect([call, requests.at(-1)?.endpoint === undefined]).toEqual([call, false])
    }
  }
})
