/** What a browser sees at `/`: what the admin API returns, without the credentials. */
export function statusPage(): Response {
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'",
    },
  })
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
table { width: 100%; border-collapse: collapse; margin-bottom: 2rem }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; vertical-align: top }
td { font-family: ui-monospace, monospace; overflow-wrap: anywhere }`

// Cells are filled by textContent only: paths and names come from whoever sent a request.
const script = `
let tokens = [], readAt = 0
const fill = (id, rows, empty) => {
  document.getElementById(id).replaceChildren(...(rows.length ? rows : [[empty]]).map((cells) => {
    const row = document.createElement('tr')
    row.replaceChildren(...cells.map((text) => {
      const cell = document.createElement('td')
      cell.textContent = text
      return cell
    }))
    return row
  }))
}
const countDown = () => {
  const passed = Math.floor((Date.now() - readAt) / 1000)
  fill('tokens', tokens.filter((token) => token.remainingSeconds > passed).map((token) =>
    [token.provider, token.kind, token.owner, token.token, token.remainingSeconds - passed + ' s']), 'none')
}
const describe = (parameters) => Object.entries(parameters).map(([name, value]) => name + '=' + value).join(' ')
const poll = async () => {
  try {
    const [state, requests] = await Promise.all(
      ['/_emulator', '/_emulator/requests'].map((path) => fetch(path).then((response) => response.json())))
    tokens = state.tokens
    readAt = Date.now()
    countDown()
    fill('requests', requests.slice(-100).reverse().map((entry) => [new Date(entry.at).toISOString(), entry.provider,
      entry.endpoint || '', entry.method + ' ' + entry.path, entry.status, describe(entry.parameters)]), 'none')
    document.getElementById('state').textContent = 'running'
  } catch {
    document.getElementById('state').textContent = 'not reachable'
  }
  setTimeout(poll, 2000)
}
setInterval(countDown, 1000)
poll()`

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>@auth/emulator</title>
<style>${style}</style></head>
<body>
<h1>@auth/emulator</h1>
<p>State: <strong id="state">…</strong>. Addresses and demo users: <code>curl</code> this address,
or read <a href="/_emulator">/_emulator</a>.</p>
<h2>Live tokens</h2>
<table><thead><tr><th>Provider</th><th>Kind</th><th>Owner</th><th>Token</th><th>Left</th></tr></thead>
<tbody id="tokens"></tbody></table>
<h2>Requests, newest first</h2>
<table><thead><tr><th>At</th><th>Provider</th><th>Endpoint</th><th>Request</th><th>Answer</th><th>Fields</th></tr></thead>
<tbody id="requests"></tbody></table>
<script>${script}</script>
</body>
</html>
`
