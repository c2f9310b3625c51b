import { setTimeout as sleep } from 'node:timers/promises'
import type { Backing, Trouble } from './backing.ts'
import { type Lab, summarize } from './lab.ts'
import type { Step } from './party.ts'

/** Something that happens, and what callers get. */
export interface Situation {
  readonly title: string
  /** Whether it can happen to this store. */
  applies(backing: Backing): boolean
  run(lab: Lab): Promise<string>
  readonly skewMs?: readonly number[]
}

const always = (): boolean => true
const isShared = ({ lockLifeMs }: Backing): boolean => lockLifeMs !== undefined
const can = (trouble: Trouble) => (backing: Backing) => backing.troubles[trouble] !== undefined
// Shorter than a write is tried for.
const outageMs = 2000

async function askAll({ one, other }: Lab): Promise<string> {
  return summarize(await Promise.all([one, other].filter(({ life }) => !life.isDead).map((party) => party.ask())))
}

/** What callers get once everything is as usual again. */
async function askLater(lab: Lab): Promise<string> {
  lab.calmDown()
  return askAll(lab)
}

async function begin({ backing }: Lab, trouble: Trouble): Promise<() => Promise<unknown>> {
  return (await backing.troubles[trouble]?.()) ?? (async () => {})
}

/** The store is in trouble as a token ends, and later is not any more. */
function asTokensEnd(title: string, trouble: Trouble): Situation {
  return {
    title: `${title} when the token ends`,
    applies: can(trouble),
    async run(lab) {
      lab.expire()
      const end = await begin(lab, trouble)
      const during = await askAll(lab)
      await end()
      return `${during}; then ${await askLater(lab)}`
    },
  }
}

/** The store gets into trouble while the provider's answer is on its way. */
function whileRenewing(title: string, trouble: Trouble): Situation {
  return {
    title: `${title} for 2 s while a renewal is out`,
    applies: can(trouble),
    async run(lab) {
      lab.expire()
      const held = lab.one.life.holdAt('after-answer')
      const asking = lab.one.ask()
      const pass = await held
      const end = await begin(lab, trouble)
      pass()
      await sleep(outageMs)
      await end()
      const during = summarize([await asking])
      lab.expire()
      return `${during}; at the next end ${await askLater(lab)}`
    },
  }
}

/** The process that renews is gone, or stands still, at this step; the other one waits. */
function gone(what: 'killed' | 'stopped', step: Step, title: string): Situation {
  return {
    title,
    applies: isShared,
    async run(lab) {
      const { one, other, backing } = lab
      lab.expire()
      const held = one.life.holdAt(step)
      const asking = one.ask()
      const pass = await held
      if (what === 'killed') one.life.kill()
      else one.life.stop()
      pass()
      const waiting = other.ask()
      if (what === 'killed') return `${summarize([await waiting])} in the others`
      await sleep((backing.lockLifeMs ?? 0) * 1.3)
      one.life.goOn()
      const outcomes = await Promise.all([asking, waiting])
      lab.expire()
      return `${summarize(outcomes)}; at the next end ${await askLater(lab)}`
    },
  }
}

export const situations: readonly Situation[] = [
  {
    title: 'the token ends everywhere at once',
    applies: always,
    async run(lab) {
      lab.expire()
      return askAll(lab)
    },
  },
  {
    title: 'the store cannot be reached while the token is valid',
    applies: can('unreachable'),
    async run(lab) {
      const end = await begin(lab, 'unreachable')
      const during = await askAll(lab)
      await end()
      return during
    },
  },
  asTokensEnd('the store cannot be reached', 'unreachable'),
  whileRenewing('the store cannot be reached', 'unreachable'),
  {
    title: 'the store cannot be reached after a renewal, by those who have not seen it',
    applies: can('unreachable'),
    async run(lab) {
      lab.expire()
      await lab.one.ask()
      const end = await begin(lab, 'unreachable')
      const during = summarize([await lab.other.ask()])
      await end()
      return `${during}; then ${await askLater(lab)}`
    },
  },
  asTokensEnd('the store does not answer', 'silent'),
  asTokensEnd('the store is slow (0.3 s for each command)', 'slow'),
  asTokensEnd('the store is full', 'full'),
  whileRenewing('the store is full', 'full'),
  asTokensEnd('the store takes no writes', 'read-only'),
  {
    title: 'the store comes back empty, and the token ends',
    applies: ({ empty }) => empty !== undefined,
    async run(lab) {
      await lab.backing.empty?.()
      lab.expire()
      return askAll(lab)
    },
  },
  gone('killed', 'after-locking', 'the process that renews is killed before it has sent anything'),
  gone('killed', 'after-answer', 'the same, after the provider has answered'),
  gone('stopped', 'after-locking', 'it is suspended for longer than its lock lives, and has sent nothing'),
  gone('stopped', 'after-answer', 'the same, with an answer that it has not read'),
  {
    title: 'its lock is lost while a renewal is out',
    applies: ({ loseLock }) => loseLock !== undefined,
    async run(lab) {
      lab.expire()
      const held = lab.one.life.holdAt('after-answer')
      const asking = lab.one.ask()
      const pass = await held
      await lab.backing.loseLock?.(lab.key)
      pass()
      const during = summarize([await asking])
      lab.expire()
      return `${during}; at the next end ${await askLater(lab)}`
    },
  },
  {
    title: 'clocks are wrong by 5 minutes, one fast and one slow, for three lives of a token',
    applies: isShared,
    skewMs: [300_000, -300_000],
    async run(lab) {
      const outcomes: string[] = []
      for (let life = 0; life < 3; life += 1) {
        lab.expire()
        outcomes.push(await askAll(lab))
      }
      return [...new Set(outcomes)].join('; ')
    },
  },
  {
    title: 'what is stored is damaged, and the token ends',
    applies: ({ damage }) => damage !== undefined,
    async run(lab) {
      await lab.backing.damage?.(lab.key)
      lab.expire()
      const fresh = await (await lab.join()).ask()
      return `${fresh} in a new process; in the others ${await askAll(lab)}`
    },
  },
  {
    title: 'somebody signs out, and the token is still valid',
    applies: always,
    async run(lab) {
      await lab.one.auth.signOut()
      await sleep(1000)
      const soon = await askAll(lab)
      return `after a second ${soon}; after a minute ${await askLater(lab)}`
    },
  },
]
