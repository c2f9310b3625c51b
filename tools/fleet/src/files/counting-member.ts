import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFileStore } from '@auth/core/file-store'

// Counts up what it shares with others, as fast as it can, until it is killed or told to stop.

const [, , directory = '', scratch = ''] = process.argv
const store = createFileStore({ directory })
const { signal } = new AbortController()
const inside = join(scratch, 'inside')
let isOver = false

/** Whether another process that lives is inside too. */
function meetsAnother(): boolean {
  try {
    writeFileSync(inside, String(process.pid), { flag: 'wx' })
    return false
  } catch {
    const pid = Number(readFileSync(inside, 'utf8'))
    writeFileSync(inside, String(process.pid))
    try {
      process.kill(pid, 0)
      // Killed, and not yet buried.
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    } catch {
      return false
    }
  }
}

async function countUp(): Promise<void> {
  let met = false
  const change = async (current: string | undefined, lock: AbortSignal): Promise<string> => {
    // It may run again once the lock is lost, and knows so.
    if (!lock.aborted) {
      met = meetsAnother()
      await new Promise((resolve) => setImmediate(resolve))
      unlinkSync(inside)
    }
    // No two write the same, as with tokens: what is stored tells whose it is.
    return `${Number.parseInt(current ?? '0', 10) + 1} ${crypto.randomUUID()}`
  }
  const written = await store.update('count', change, { signal })
  process.send?.({ count: Number.parseInt(written ?? '', 10), met })
}

process.on('message', () => {
  isOver = true
})
process.on('disconnect', () => process.exit())
while (!isOver) await countUp()
process.disconnect()
