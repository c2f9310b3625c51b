#!/usr/bin/env bash
# Under httpx.AsyncClient, httpx-auth asks for tokens with a blocking client: the event loop stands still meanwhile.
#
# Expected: `await client.get(url, auth=OAuth2ClientCredentials(…))` lets other tasks run while the token is fetched.
# Happens: the token request goes out through a synchronous `httpx.Client`. No other task runs until it is answered,
# and a time limit around the call (`asyncio.wait_for`) does not end it before the answer is there.
# Seen in: httpx-auth 0.23.1 with httpx 0.28.1.
# Matters: one slow answer of the token endpoint stops every request that the process serves, health checks
# among them, once for each life of a token. A token endpoint in the same loop, as in tests of an ASGI application,
# cannot answer at all. Fetch the token in a thread ahead of the call, as below: it is kept for the call.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check httpx-auth==0.23.1 httpx==0.28.1

cat >"$tmp/show.py" <<'PY'
import asyncio
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from httpx_auth import OAuth2ClientCredentials

SLOW_SECONDS = 1.5


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header('content-type', 'application/json')
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the caller's time was over

    def do_POST(self):
        self.rfile.read(int(self.headers['content-length']))
        time.sleep(SLOW_SECONDS)
        self.answer({'access_token': 'one', 'token_type': 'Bearer', 'expires_in': 3600})

    def do_GET(self):
        if self.path == '/slow':
            time.sleep(SLOW_SECONDS)
        self.answer({})


server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f'http://127.0.0.1:{server.server_port}'


async def turns_during(work):
    turns = 0

    async def count():
        nonlocal turns
        while True:
            await asyncio.sleep(0.05)
            turns += 1

    counting = asyncio.create_task(count())
    await asyncio.sleep(0)
    await work
    counting.cancel()
    return turns


async def is_ended_early(work):
    started = time.monotonic()
    try:
        await asyncio.wait_for(work, 0.2)
    except asyncio.TimeoutError:
        pass
    return time.monotonic() - started < SLOW_SECONDS


def sign_in(client_id):
    return OAuth2ClientCredentials(f'{base}/token', client_id=client_id, client_secret='secret')


def fetch_token(auth):
    """Runs the first half of the sign-in: afterwards the token is in the cache that all of them share."""
    next(auth.auth_flow(httpx.Request('GET', base)))


async def call_with_token_ahead(client, auth):
    await asyncio.to_thread(fetch_token, auth)
    return await client.get(f'{base}/api', auth=auth)


async def main():
    async with httpx.AsyncClient(timeout=20) as client:
        turns = {
            'slow API': await turns_during(client.get(f'{base}/slow')),
            'slow token': await turns_during(client.get(f'{base}/api', auth=sign_in('a'))),
            'slow token, ahead in a thread': await turns_during(call_with_token_ahead(client, sign_in('b'))),
        }
        print('turns of another task:', turns)
        seen = {
            'others run': {name: count >= 5 for name, count in turns.items()},
            'a limit of 0.2 s holds': {
                'slow API': await is_ended_early(client.get(f'{base}/slow')),
                'slow token': await is_ended_early(client.get(f'{base}/api', auth=sign_in('c'))),
            },
        }
    print(json.dumps(seen, indent=2))
    assert seen == {
        'others run': {'slow API': True, 'slow token': False, 'slow token, ahead in a thread': True},
        'a limit of 0.2 s holds': {'slow API': True, 'slow token': False},
    }, seen


asyncio.run(main())
PY
"$tmp/venv/bin/python" "$tmp/show.py"
