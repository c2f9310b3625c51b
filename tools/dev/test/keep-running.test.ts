import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepRunning } from '../src/keep-running.ts'

let folder: string
let stop: AbortController

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-dev-'))
  await mkdir(join(folder, 'src/generated'), { recursive: true })
  stop = new AbortController()
})
afterEach(() => rm(folder, { recursive: true }))

/** Resolves when something has happened so often. */
function createCounter() {
  let count = 0
  let told: () => void = () => {}
  return {
    add(): void {
      count += 1
      told()
    },
    get count() {
      return count
    },
    async reaches(wanted: number): Promise<void> {
      while (count < wanted) await new Promise<void>((resolve) => (told = resolve))
    },
  }
}

describe('a run that is kept up', () => {
  test('comes at the start, and after a change, and ends when it is told to', async () => {
    const idle = createCounter()
    let runs = 0
    const run = async (): Promise<void> => {
      runs += 1
    }
    const ended = keepRunning([folder], run, { signal: stop.signal, onIdle: idle.add })
    await idle.reaches(1)
    expect(runs).toBe(1)
    await writeFile(join(folder, 'src/adapter.ts'), 'export {}')
    await idle.reaches(2)
    expect(runs).toBe(2)
    stop.abort()
    await ended
    expect(runs).toBe(2)
  })

  test('comes again each time that a file is replaced, as editors do, and not for another beside it', async () => {
    const spec = join(folder, 'gooru.yaml')
    await writeFile(spec, 'openapi: 3.0.0')
    const idle = createCounter()
    const ended = keepRunning([spec], async () => {}, { signal: stop.signal, onIdle: idle.add })
    await idle.reaches(1)
    for (const [index, name] of ['first', 'second'].entries()) {
      await writeFile(join(folder, 'meshy.yaml'), name)
      await writeFile(join(folder, name), name)
      await rename(join(folder, name), spec)
      await idle.reaches(index + 2)
    }
    expect(idle.count).toBe(3)
    stop.abort()
    await ended
  })

  test('is ended by a change, and begins again', async () => {
    const begun = createCounter()
    const idle = createCounter()
    const ends: string[] = []
    const run = async (signal: AbortSignal): Promise<void> => {
      begun.add()
      if (begun.count === 1) await new Promise((resolve) => signal.addEventListener('abort', resolve))
      ends.push(signal.aborted ? 'ended' : 'done')
    }
    const ended = keepRunning([folder], run, { signal: stop.signal, onIdle: idle.add })
    await begun.reaches(1)
    await writeFile(join(folder, 'src/adapter.ts'), 'export {}')
    await idle.reaches(1)
    expect(ends).toEqual(['ended', 'done'])
    stop.abort()
    await ended
  })

  test('does not begin again for what it generates itself', async () => {
    const idle = createCounter()
    let runs = 0
    const run = async (): Promise<void> => {
      runs += 1
      await writeFile(join(folder, 'src/generated/operations.ts'), `// ${runs}`)
    }
    const ended = keepRunning([folder], run, { signal: stop.signal, onIdle: idle.add })
    await idle.reaches(1)
    // What is noticed of this change has passed by what was generated before it.
    await writeFile(join(folder, 'src/adapter.ts'), 'export {}')
    await idle.reaches(2)
    stop.abort()
    await ended
    expect(runs).toBe(2)
  })
})
