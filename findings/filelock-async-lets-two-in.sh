#!/usr/bin/env bash
# filelock's async lock: two tasks that share the lock object are both inside.
#
# Expected: `async with lock:` in a second task waits until the first has left, as with asyncio.Lock.
# Happens: the lock counts how often its object was entered. The second task adds one and goes on at once. Only tasks
# with an object of their own exclude each other, and with `is_singleton=True` each construction gives the same object,
# so nobody in the process is kept out.
# Seen in: filelock 4.3.1, AsyncFileLock and AsyncSoftFileLock, on Python 3.11; 3.20.0 and 3.16.1, too.
# Matters: a lock around "read the refresh token, send it, store the next" looks right, works between processes, and
# lets the tasks of one server spend the same token. Make the lock where it is used: `async with AsyncFileLock(path):`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check filelock==4.3.1

cat >"$tmp/show.py" <<'PY'
import asyncio
import sys

from filelock import AsyncFileLock, AsyncSoftFileLock

path = sys.argv[1]


async def observe(lock_of_first, lock_of_second):
    """How many of two tasks are inside at once."""
    inside = most = 0

    async def renew(lock):
        nonlocal inside, most
        async with lock:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.3)
            inside -= 1

    await asyncio.gather(renew(lock_of_first), renew(lock_of_second))
    return most


async def main():
    seen = {}
    for name, make in {'AsyncFileLock': AsyncFileLock, 'AsyncSoftFileLock': AsyncSoftFileLock}.items():
        stem = f'{path}/{name}'
        shared = make(f'{stem}.shared')
        single = f'{stem}.single'
        seen[name] = {
            'one object': await observe(shared, shared),
            'two objects': await observe(make(f'{stem}.two'), make(f'{stem}.two')),
            'singleton made twice': await observe(make(single, is_singleton=True), make(single, is_singleton=True)),
        }
    native = asyncio.Lock()
    seen['asyncio.Lock'] = {'one object': await observe(native, native)}
    for name, most in seen.items():
        print(f'{name}: tasks inside at once: {most}')
    both = {'one object': 2, 'two objects': 1, 'singleton made twice': 2}
    assert seen == {'AsyncFileLock': both, 'AsyncSoftFileLock': both, 'asyncio.Lock': {'one object': 1}}, seen


asyncio.run(main())
PY
"$tmp/venv/bin/python" "$tmp/show.py" "$tmp"
