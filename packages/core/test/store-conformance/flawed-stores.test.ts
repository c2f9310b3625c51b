import { describe, test } from 'vitest'
import { flawedAborts } from './flawed-aborts.ts'
import { flawedExtras } from './flawed-extras.ts'
import { flawedLeases } from './flawed-leases.ts'
import { flawedLocks } from './flawed-locks.ts'
import { flawedValues } from './flawed-values.ts'
import { findFailures } from './run-suite.ts'

const stores = [...flawedLocks, ...flawedAborts, ...flawedLeases, ...flawedValues, ...flawedExtras]

describe('The suite finds a store that', () => {
  test.concurrent.for(stores)('$flaw', async ({ create, fails }, { expect }) => {
    const failures = await findFailures(() => ({ patienceMs: 1000, ...create() }))
    expect([...failures.keys()].sort()).toEqual([...fails].sort())
    for (const [, why] of failures) expect(why).toMatch(/^ContractBroken: .+\. What the contract asks: .+\.$/)
  })
})
