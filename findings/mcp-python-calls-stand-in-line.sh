#!/usr/bin/env bash
# MCP's Python SDK: with OAuth, the calls of one provider go out one after the other.
#
# Expected: OAuthClientProvider keeps renewals apart, and calls whose token is good run side by side, as without it.
# Happens: its lock is held from before the request is sent until the answer begins. A second call is not sent before
# the first has been answered, though the token is good for an hour and nothing is renewed. A call whose time limit
# ends while it stands in line was never sent.
# Seen in: mcp 2.3.0 with httpx2 2.16.2, on Python 3.11.
# Matters: one slow tool stops all others of that user, while the time limits of those who wait run on. It looks like a
# slow server, and without sign-in it does not happen. The lock belongs to the provider: clients that are to work at
# the same time need one each.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0 httpx2==2.16.2

cat >"$tmp/show.py" <<'PY'
import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
from mcp.client.auth import OAuthClientProvider
from mcp.shared.auth import OAuthClientInformationFull, OAuthClientMetadata, OAuthToken

redirect_uris = ['http://127.0.0.1/callback']


class Handler(BaseHTTPRequestHandler):
    """Keeps the slow request until it is let go, and answers others at once."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.arrived.append(self.path)
        if self.path == '/slow':
            self.server.slow_arrived.set()
            self.server.let_go.wait(20)
        self.send_response(200 if self.headers['authorization'] == self.server.wants else 401)
        self.send_header('content-length', '0')
        self.end_headers()


class Storage:
    async def get_tokens(self):
        return OAuthToken(access_token='good', token_type='Bearer', expires_in=3600, refresh_token='refresh')

    async def set_tokens(self, tokens):
        raise AssertionError('nothing is to be renewed')

    async def get_client_info(self):
        return OAuthClientInformationFull(client_id='app', redirect_uris=redirect_uris)

    async def set_client_info(self, client_info):
        raise AssertionError('nothing is to be registered')


async def observe(with_provider):
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.arrived, server.slow_arrived, server.let_go = [], threading.Event(), threading.Event()
    server.wants = 'Bearer good' if with_provider else None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f'http://127.0.0.1:{server.server_port}'
    metadata = OAuthClientMetadata(redirect_uris=redirect_uris)
    auth = OAuthClientProvider(server_url=base, client_metadata=metadata, storage=Storage()) if with_provider else None

    async with httpx2.AsyncClient(auth=auth, timeout=20) as client:
        slow = asyncio.create_task(client.get(f'{base}/slow'))
        await asyncio.to_thread(server.slow_arrived.wait, 20)
        try:
            quick = (await asyncio.wait_for(client.get(f'{base}/quick'), 2)).status_code
        except asyncio.TimeoutError:
            quick = 'time limit'
        sent = '/quick' in server.arrived
        server.let_go.set()
        outcome = {'slow': (await slow).status_code, 'quick': quick, 'quick was sent': sent}
        outcome['quick, afterwards'] = (await client.get(f'{base}/quick')).status_code
    server.shutdown()
    return outcome


async def main():
    seen = {'with OAuthClientProvider': await observe(True), 'without': await observe(False)}
    for name, outcome in seen.items():
        print(f'{name}: {outcome}')
    assert seen == {
        'with OAuthClientProvider': {
            'slow': 200,
            'quick': 'time limit',
            'quick was sent': False,
            'quick, afterwards': 200,
        },
        'without': {'slow': 200, 'quick': 200, 'quick was sent': True, 'quick, afterwards': 200},
    }, seen


asyncio.run(main())
PY
"$tmp/venv/bin/python" "$tmp/show.py"
