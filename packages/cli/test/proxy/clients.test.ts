import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gateway, MemoryStorageFactory } from '@elasticpath/js-sdk'
import { expect, test, vi } from 'vitest'
import { createAccount, createFolder } from '../support/account.ts'
import { proxyTo, startProxy } from '../support/proxied.ts'

const execute = promisify(execFile)
const slowMs = 120_000

async function isInstalled(command: string, ...args: string[]): Promise<boolean> {
  return execute(command, args).then(
    () => true,
    () => false,
  )
}

test.skipIf(!(await isInstalled('curl', '--version')))(
  'curl needs no token, and gets a new one when it has died.',
  async () => {
    const { environment, emulator } = await createAccount()
    const { origin } = await startProxy(['meshy'], environment)
    const curl = async (): Promise<string> => (await execute('curl', ['-sS', '--fail', `${origin}/users/me`])).stdout
    expect(JSON.parse(await curl())).toMatchObject({ username: emulator.credentials.meshy.username })
    emulator.revokeAccessTokens('meshy')
    expect(JSON.parse(await curl())).toMatchObject({ username: emulator.credentials.meshy.username })
  },
)

const python = `
import json, sys
from urllib.request import Request, urlopen
origin = sys.argv[1]
def by_urllib(method, path, body=None):
    request = Request(origin + path, data=body, method=method, headers={"Authorization": "Bearer mine"})
    with urlopen(request) as answer:
        return answer.status
statuses = [by_urllib("GET", "/v2/accounts")]
try:
    import requests
    session = requests.Session()
    session.headers["Authorization"] = "Bearer mine"
    statuses += [session.get(origin + "/v2/accounts").status_code for _ in range(3)]
    statuses.append(session.get(origin + "/v2/accounts", stream=True).status_code)
except ImportError:
    pass
print(json.dumps(statuses))
`

test.skipIf(!(await isInstalled('python3', '--version')))(
  'Python’s urllib, and requests where it is installed, call it as any other server.',
  async () => {
    const { environment } = await createAccount()
    const { origin } = await startProxy(['elasticpath'], environment)
    const { stdout } = await execute('python3', ['-c', python, origin])
    expect(new Set(JSON.parse(stdout))).toEqual(new Set([200]))
  },
  slowMs,
)

const go = `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	for _, method := range []string{"GET", "GET", "GET"} {
		request, _ := http.NewRequest(method, os.Args[1]+"/me", nil)
		request.Header.Set("Access-Token", "mine")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			panic(err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		fmt.Println(answer.StatusCode, strings.Contains(string(body), "@"))
	}
}
`

// Building a program in Go takes longer than a test may.
test.skipIf(process.env['CLI_GO'] !== '1' || !(await isInstalled('go', 'version')))(
  'Go’s net/http calls it as any other server.',
  async () => {
    const { environment } = await createAccount()
    const { origin } = await startProxy(['genlogs'], environment)
    const file = join(await createFolder(), 'main.go')
    await writeFile(file, go)
    const { stdout } = await execute('go', ['run', file, origin], { timeout: 300_000 })
    expect(stdout.trim().split('\n')).toEqual(['200 true', '200 true', '200 true'])
  },
  300_000,
)

const java = `
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

public class Main {
  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(arguments[0] + "/me"));
    System.out.println(client.send(builder.build(), BodyHandlers.ofString()).statusCode());
    HttpRequest post = builder.POST(BodyPublishers.ofString("a body")).build();
    System.out.println(client.send(post, BodyHandlers.ofString()).body());
  }
}
`

test.skipIf(!(await isInstalled('javac', '-version')))(
  'Java’s HttpClient, which offers HTTP/2 with every request, calls it as any other server.',
  async () => {
    const { origin } = await proxyTo(async (incoming, outgoing) => outgoing.end(await text(incoming)))
    const file = join(await createFolder(), 'Main.java')
    await writeFile(file, java)
    const { stdout } = await execute('java', [file, origin], { timeout: slowMs })
    expect(stdout.trim().split('\n')).toEqual(['200', 'a body'])
  },
  slowMs,
)

test('The SDK of Elastic Path, with its host replaced, acts for the member whose session the proxy has.', async () => {
  const log = vi.spyOn(console, 'info').mockImplementation(() => {})
  const { environment, emulator } = await createAccount()
  const { origin } = await startProxy(['elasticpath'], environment)
  const sdk = gateway({
    client_id: emulator.credentials.elasticpath.clientId,
    host: origin.replace('http://', ''),
    storage: new MemoryStorageFactory(),
    fetchMaxAttempts: 1,
  })
  // The SDK has no option for the scheme, and its type knows one only.
  Object.assign(sdk.config, { protocol: 'http' })
  const readAccounts = (): Promise<{ data: object[] }> => sdk.request.send('accounts', 'GET', undefined)
  expect((await readAccounts()).data).toMatchObject([{ type: 'account' }])
  emulator.revokeAccessTokens('elasticpath')
  expect((await readAccounts()).data).toMatchObject([{ type: 'account' }])
  log.mockRestore()
})
