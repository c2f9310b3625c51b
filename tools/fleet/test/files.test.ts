import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { killAt, suspendAt } from '../src/files/crashes.ts'
import { runExpiries } from '../src/files/expiries.ts'
import { Fleet, type Member } from '../src/files/fleet.ts'
import type { Kind } from '../src/files/messages.ts'

// The same with more of everything: `pnpm fleet:proof files`.

const callers = 20
let fleet: Fleet
let others: Member[]
let victims: Member[]

beforeAll(async () => {
  fleet = await Fleet.start()
  const members = await fleet.add(5)
  others = members.slice(0, 2)
  victims = members.slice(2)
})

afterAll(() => fleet[Symbol.asyncDispose]())

function scene(kind: Kind, victim: Member | undefined) {
  if (!victim) throw new Error('too few processes were started')
  return { fleet, victim, others, callers, session: { identity: crypto.randomUUID(), kind } }
}

const unharmed = { signIns: 0, renewals: 1, reused: 0, failures: 0, agreed: true }

describe('Processes that share sessions in files', () => {
  test('There is one request for each expiry, however many processes and callers.', async () => {
    const session = { identity: 'ada', kind: 'person' } as const
    const result = await runExpiries(fleet, [...others, ...victims], session, { callers, expiries: 3 })
    expect(result).toMatchObject({ requests: 3, reused: 0, failures: 0, disagreements: 0 })
  })

  test('A holder that is suspended after it has spent the refresh token is waited for.', async () => {
    expect(await suspendAt(scene('person', victims[0]), 'after spending', 0)).toMatchObject(unharmed)
  })

  test('A holder that is killed before it spends the refresh token costs nothing.', async () => {
    expect(await killAt(scene('person', victims.pop()), 'before spending')).toMatchObject(unharmed)
  })

  test('A holder that is killed after the answer costs a service one sign-in.', async () => {
    const outcome = await killAt(scene('service', victims.pop()), 'after the answer')
    expect(outcome).toMatchObject({ ...unharmed, signIns: 1, reused: 1 })
  })

  test('A holder that is killed after it has spent the refresh token costs a person the session, and cannot cost less.', async () => {
    // Nobody can have the token that was on its way. Each of the others finds that out for itself.
    const outcome = await killAt(scene('person', victims.pop()), 'after spending')
    expect(outcome).toMatchObject({ signIns: 0, renewals: 1, reused: others.length, failures: others.length * callers })
  })
})
