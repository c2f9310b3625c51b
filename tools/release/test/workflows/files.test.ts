import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { repository } from '../../src/pack.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string
        readonly if?: string
        readonly permissions?: Readonly<Record<string, string>>
        readonly 'timeout-minutes'?: number
        readonly steps: readonly Step[]
      }
    >
  >
}

const paths = globSync('.github/workflows/*.{yml,yaml}', { cwd: repository })

test('there are workflows for checks, releases and snapshots', () => {
  for (const name of ['ci', 'release', 'snapshot']) expect(paths).toContain(`.github/workflows/${name}.yml`)
})

describe.each(paths)('%s', (path) => {
  const text = readFileSync(join(repository, path), 'utf8')
  const workflow: Workflow = parse(text)
  const jobs = Object.entries(workflow.jobs)
  const steps = jobs.flatMap(([, job]) => job.steps)

  test('runs only actions that are pinned by a full commit hash, with the version as a comment', () => {
    const used = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line))
    expect(used).toHaveLength(steps.filter(({ uses }) => uses).length)
    for (const line of used) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('one version of an action has one hash', () => {
    const hashes = new Map(paths.flatMap((each) => listPins(readFileSync(join(repository, each), 'utf8'))))
    for (const [version, hash] of listPins(text))
      expect({ version, hash }).toEqual({ version, hash: hashes.get(version) })
  })

  test('may do nothing by default but read', () => {
    expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions)
    for (const [name, job] of jobs) {
      const given = job.permissions ?? workflow.permissions
      expect({ name, given }).not.toEqual({ name, given: {} })
      expect({ name, given }).not.toEqual({ name, given: 'write-all' })
    }
  })

  test('gives an identity to publish only to jobs of a protected environment', () => {
    for (const [name, { permissions = {}, environment }] of jobs) {
      if ('id-token' in permissions) expect({ name, environment }).toEqual({ name, environment: expect.any(String) })
    }
  })

  test('leaves no credentials in what it checks out, and ends', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts).toHaveLength(jobs.length)
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false })
    for (const [name, job] of jobs)
      expect({ name, limit: job['timeout-minutes'] }).toEqual({ name, limit: expect.any(Number) })
  })

  test('restores no cache, which other jobs write, and which needs a pnpm that is not there yet', () => {
    const setups = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'))
    expect(setups).toHaveLength(jobs.length)
    for (const setup of setups) expect(setup.with).toEqual({ 'node-version': 24, 'package-manager-cache': false })
    expect(text).not.toMatch(/actions\/cache|^\s+cache:/m)
  })

  test('puts nothing that others wrote into a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('$' + '{{')
  })
})

test('a release goes where the repository says, and nowhere without it', () => {
  for (const path of paths.filter((each) => /release|snapshot/.test(each))) {
    const text = readFileSync(join(repository, path), 'utf8')
    const workflow: Workflow & { env?: Record<string, string> } = parse(text)
    expect(workflow.env?.['NPM_REGISTRY']).toBe('$' + '{{ vars.NPM_REGISTRY }}')
    const { steps = [] } = workflow.jobs['publish'] ?? {}
    const order = ['map-scope.ts', 'guard.ts', 'verify/main.ts', 'publish'].map((part) =>
      steps.findIndex(({ run, uses }) => `${run}${uses?.replace(/@.*/, '')}`.includes(part)),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(0)
  }
})

test('a name reaches a public log only where the repository asks for it', () => {
  for (const path of paths) {
    const text = readFileSync(join(repository, path), 'utf8')
    for (const [, value] of text.matchAll(/^\s*(?:PNPM|NPM)_CONFIG_PROVENANCE: (.*)$/gim))
      expect(value).toBe('$' + "{{ vars.NPM_PROVENANCE || 'false' }}")
    expect(text).not.toContain('--provenance')
  }
})

test('a label lets one commit through, and no later push', () => {
  const workflow: Workflow & { on?: object; concurrency?: { group: string } } = parse(
    readFileSync(join(repository, '.github/workflows/snapshot.yml'), 'utf8'),
  )
  expect(workflow.on).toEqual({ pull_request: { types: ['labeled'] } })
  expect(workflow.jobs['pack']?.if).toContain("github.event.label.name == 'snapshot' &&")
  // Another label must not end a run that is publishing.
  expect(workflow.concurrency?.group).toContain('github.event.label.name')
})

function listPins(text: string): Array<[string, string]> {
  return [...text.matchAll(/uses: ([\w-]+\/[\w-]+)[\w./-]*@(\w+) # (\S+)/g)].map(([, action, hash = '', version]) => [
    `${action} ${version}`,
    hash,
  ])
}
