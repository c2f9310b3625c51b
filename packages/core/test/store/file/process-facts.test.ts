import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readProcessFacts } from '../../../src/store/file/process-facts.ts'
import { createDirectory } from '../../support/file-directory.ts'

/** What the kernel says of a thread. The name of a program may look like anything. */
function statOf(pid: number, startedAt: number, state = 'S'): string {
  const between = Array.from({ length: 18 }, (_, index) => index).join(' ')
  return `${pid} (a) Z 1 (b) ${state} ${between} ${startedAt} 0 0\n`
}

/** A kernel of our own making, on which a process asks about others. */
async function setUp({ boot = 'boot-1', namespace = 'pid:[1]', host = 'here', started = 700 } = {}) {
  const directory = await createDirectory()
  const proc = directory.path
  const start = async (pid: number, startedAt: number, { state = 'S', thread = pid } = {}): Promise<void> => {
    await mkdir(join(proc, `${pid}/task/${thread}`), { recursive: true })
    await writeFile(join(proc, `${pid}/stat`), statOf(pid, startedAt, state))
    await writeFile(join(proc, `${pid}/task/${thread}/stat`), statOf(pid, startedAt, state))
  }
  await mkdir(join(proc, 'sys/kernel/random'), { recursive: true })
  await writeFile(join(proc, 'sys/kernel/random/boot_id'), `${boot}\n`)
  await mkdir(join(proc, 'self/ns'), { recursive: true })
  await symlink(namespace, join(proc, 'self/ns/pid'))
  await symlink('70/task/70', join(proc, 'thread-self'))
  await start(70, started)
  const existing = new Set([70])
  const facts = readProcessFacts({ proc, host, exists: (pid) => existing.has(pid), platform: 'linux' })
  return {
    [Symbol.asyncDispose]: directory[Symbol.asyncDispose],
    facts,
    start,
    existing,
    end: (path: string) => rm(join(proc, path), { recursive: true }),
    neighbour: { ...facts.own, pid: 80, thread: 80, startedAt: '800' },
  }
}

describe('Whether a holder is alive', () => {
  test('A thread knows itself.', async () => {
    await using machine = await setUp()
    const own = { host: 'here', pid: 70, thread: 70, startedAt: '700', boot: 'boot-1', namespace: 'pid:[1]' }
    expect(machine.facts.own).toEqual(own)
    expect(machine.facts.isAlive(own)).toBe(true)
  })

  test('A process lives as long as it is there, also while it is suspended.', async () => {
    await using machine = await setUp()
    for (const state of ['R', 'S', 'D', 'T', 't']) {
      await machine.start(80, 800, { state })
      expect([state, machine.facts.isAlive(machine.neighbour)]).toEqual([state, true])
    }
    await machine.end('80')
    expect(machine.facts.isAlive(machine.neighbour)).toBe(false)
  })

  test('A process that was killed is dead before its parent has taken notice.', async () => {
    await using machine = await setUp()
    await machine.start(80, 800, { state: 'Z' })
    expect(machine.facts.isAlive(machine.neighbour)).toBe(false)
  })

  test('A process that has got the number of a dead one is another.', async () => {
    await using machine = await setUp()
    await machine.start(80, 801)
    expect(machine.facts.isAlive(machine.neighbour)).toBe(false)
  })

  test('A thread can be dead while its process lives.', async () => {
    await using machine = await setUp()
    await machine.start(80, 800)
    await machine.start(80, 805, { thread: 85 })
    const worker = { ...machine.neighbour, thread: 85, startedAt: '805' }
    expect(machine.facts.isAlive(worker)).toBe(true)
    await machine.end('80/task/85')
    machine.existing.add(80)
    expect(machine.facts.isAlive(worker)).toBe(false)
  })

  test('What is known of processes elsewhere says nothing about them.', async () => {
    await using machine = await setUp()
    const others = [{ host: 'there' }, { boot: 'boot-2' }, { namespace: 'pid:[2]' }, { boot: undefined }]
    for (const other of others) expect(machine.facts.isAlive({ ...machine.neighbour, ...other })).toBeUndefined()
    // It is there, but not to be looked at.
    machine.existing.add(80)
    expect(machine.facts.isAlive(machine.neighbour)).toBeUndefined()
  })

  test('Without such files, a number that nobody has is dead, and one that somebody has may be anybody.', async () => {
    const alive = new Set([80])
    const facts = readProcessFacts({ platform: 'darwin', host: 'here', exists: (pid) => alive.has(pid) })
    expect(facts.own).toEqual({ host: 'here', pid: process.pid })
    expect(facts.isAlive({ host: 'here', pid: 80 })).toBeUndefined()
    expect(facts.isAlive({ host: 'here', pid: 81 })).toBe(false)
    expect(facts.isAlive({ host: 'there', pid: 81 })).toBeUndefined()
  })

  test('Linux without such files tells nothing: the number may be that of another container.', () => {
    const facts = readProcessFacts({ platform: 'linux', proc: '/nowhere', host: 'here', exists: () => false })
    expect(facts.isAlive({ host: 'here', pid: 81 })).toBeUndefined()
  })

  test('This process, as this system tells, is alive, and one that has never been is not.', () => {
    const facts = readProcessFacts()
    expect(facts.isAlive(facts.own)).not.toBe(false)
    expect(facts.isAlive({ ...facts.own, pid: 2 ** 30, thread: 2 ** 30 })).not.toBe(true)
  })
})
