#!/usr/bin/env bash
# Authlib's async client: a caller that is cancelled takes the renewal with it, and the next spends the old token.
#
# Expected: callers of one AsyncOAuth2Client share a renewal. One of them gives up (`asyncio.timeout`, `wait_for`, a
# visitor that has left), the renewal goes on for the others.
# Happens: the renewal runs in the first caller and is cancelled with it. If the request was out, the server has
# rotated the token, and nobody reads the answer. The caller who waited sends the spent token, and so do all later
# ones: the session is over. `asyncio.shield` around `ensure_active_token` before the call keeps it.
# Seen in: Authlib 1.9.10 (httpx2 2.16.2), 1.6.5 and 1.3.2 (httpx 0.28.1).
# Matters: a time limit around any call to the API is a time limit on the renewal, and the only way back is a new
# sign-in. It shows when the token endpoint is slow. Limit the calls, and shield the renewal.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check authlib==1.9.10 httpx2==2.16.2

cat >"$tmp/show.py" <<'PY'
import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client


class Handler(BaseHTTPRequestHandler):
    """Rotates the refresh token when the request arrives; the first answer waits until it is let go."""

    def log_message(self, *_):
        pass

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header('content-type', 'application/json')
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers['content-length'])).decode())
        used = form['refresh_token'][0]
        server = self.server
        server.used.append(used)
        if used != server.current:
            return self.answer(400, {'error': 'invalid_grant'})
        server.current = 'second'
        server.arrived.set()
        server.let_go.wait(20)
        token = {'access_token': 'new', 'refresh_token': 'second', 'token_type': 'Bearer', 'expires_in': 3600}
        try:
            self.answer(200, token)
        except OSError:
            pass

    def do_GET(self):
        self.answer(200, {})


async def observe(cancels, shields):
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.used, server.current = [], 'first'
    server.arrived, server.let_go = threading.Event(), threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f'http://127.0.0.1:{server.server_port}'
    token = {'access_token': 'old', 'refresh_token': 'first', 'token_type': 'Bearer', 'expires_at': 1}

    async with AsyncOAuth2Client('id', 'secret', token_endpoint=f'{base}/token', token=token) as client:

        async def call():
            try:
                if shields:
                    await asyncio.shield(client.ensure_active_token(client.token))
                return (await client.get(f'{base}/api')).status_code
            except OAuthError as error:
                return error.error
            except asyncio.CancelledError:
                return 'cancelled'

        first = asyncio.create_task(call())
        await asyncio.to_thread(server.arrived.wait, 20)
        waiting = asyncio.create_task(call())
        await asyncio.sleep(0.1)
        if cancels:
            first.cancel()
            await first
        if cancels and not shields:
            await waiting
        server.let_go.set()
        seen = {'first': await first, 'waiting': await waiting, 'later': await call(), 'sent': server.used}
    server.shutdown()
    return seen


async def main():
    seen = {
        'nobody gives up': await observe(cancels=False, shields=False),
        'the first gives up': await observe(cancels=True, shields=False),
        'the first gives up, shielded': await observe(cancels=True, shields=True),
    }
    for name, outcome in seen.items():
        print(f'{name}: {outcome}')
    assert seen == {
        'nobody gives up': {'first': 200, 'waiting': 200, 'later': 200, 'sent': ['first']},
        'the first gives up': {
            'first': 'cancelled',
            'waiting': 'invalid_grant',
            'later': 'invalid_grant',
            'sent': ['first', 'first', 'first'],
        },
        'the first gives up, shielded': {'first': 'cancelled', 'waiting': 200, 'later': 200, 'sent': ['first']},
    }, seen


asyncio.run(main())
PY
"$tmp/venv/bin/python" "$tmp/show.py"
