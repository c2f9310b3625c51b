import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { createLedgerAuth, type LedgerAuth, type LedgerAuthOptions } from '../../src/index.ts'

/** Options that are right, with credentials. */
export const good: LedgerAuthOptions = {
  credentials: { clientId: 'the-clientId', clientSecret: 'the-clientSecret' },
}

/** A client of Ledger in virtual time. */
export function setUp(options: Partial<LedgerAuthOptions> = {}): { auth: LedgerAuth; clock: VirtualClock } {
  const clock = createVirtualClock()
  return { auth: createLedgerAuth({ ...good, clock, ...options }), clock }
}
