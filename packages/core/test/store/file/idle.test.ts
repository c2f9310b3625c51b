import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { createFileStore } from '../../../src/file-store.ts'
import { createDirectory } from '../../support/file-directory.ts'

const { signal } = new AbortController()

describe('A file store that nobody uses', () => {
  test('A script that has stored its session exits by itself.', async () => {
    await using directory = await createDirectory()
    const script = new URL('../../support/script-with-files.ts', import.meta.url).pathname
    for (const expected of ['.\n', '..\n']) {
      const child = spawn(process.execPath, [script, directory.path], { stdio: ['ignore', 'pipe', 'inherit'] })
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
      const [code] = await once(child, 'close')
      expect({ code, output }).toEqual({ code: 0, output: expected })
    }
  })

  test.runIf(process.platform === 'linux')('A lock whose worker was terminated is free at once.', async () => {
    await using directory = await createDirectory()
    const url = new URL('../../../src/file-store.ts', import.meta.url).href
    const program = `
      const { parentPort } = require('node:worker_threads')
      import(${JSON.stringify(url)}).then(({ createFileStore }) => {
        const store = createFileStore({ directory: ${JSON.stringify(directory.path)} })
        const change = () => { parentPort.postMessage('held'); return new Promise(() => {}) }
        setInterval(() => {}, 1000)
        return store.update('key', change, { signal: new AbortController().signal })
      })`
    const worker = new Worker(program, { eval: true })
    await once(worker, 'message')
    const store = createFileStore({ directory: directory.path })
    const next = store.update('key', async () => 'next', { signal })
    await worker.terminate()
    expect(await next).toBe('next')
  })

  test('Whoever follows a session is told when another has changed it, and no more once that is over.', async () => {
    await using directory = await createDirectory()
    const [mine, theirs] = [0, 1].map(() => createFileStore({ directory: directory.path }))
    const told = Promise.withResolvers<void>()
    const stop = mine?.watch?.('key', told.resolve)
    const write = (text: string) => theirs?.update('key', async () => text, { signal })
    // A hint may be lost until the system has begun to watch.
    let isTold = false
    told.promise.then(() => {
      isTold = true
    })
    for (let tries = 0; !isTold; tries += 1) await write(String(tries))
    await told.promise
    stop?.()
    expect(await mine?.read('key', { signal })).toMatch(/^\d+$/)
  })
})
