import type { Scenario } from './course.ts'

/** What the protocol is explored for: in seconds, and with as many processes and faults as take minutes. */
export const scenarios: Readonly<Record<'short' | 'long', readonly Scenario[]>> = {
  short: [
    { deeds: ['renews', 'renews'], faults: 1 },
    { deeds: ['renews', 'signs out'], faults: 1 },
    { deeds: ['renews', 'signs in'], faults: 0 },
    { deeds: ['renews', 'renews', 'renews'], faults: 0 },
  ],
  long: [
    { deeds: ['renews', 'renews'], faults: 2 },
    { deeds: ['renews', 'signs out'], faults: 2 },
    { deeds: ['renews', 'signs in'], faults: 1 },
    { deeds: ['renews', 'renews', 'renews'], faults: 1 },
    { deeds: ['renews', 'renews', 'signs out'], faults: 1 },
  ],
}
