import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { repository } from '../../src/pack.ts'
import { runJob, type StandIn } from '../../src/workflows/run-job.ts'
import { skippedScripts } from '../../src/workflows/skipped.ts'
import { triedJobs } from '../../src/workflows/try-workflows.ts'
import { readWorkflow, type Workflow } from '../../src/workflows/workflow.ts'

async function start(workflow: Workflow, actions: Readonly<Record<string, StandIn>> = {}): Promise<string[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'auth-job-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  const context = { 'vars.PLACE': 'here', 'secrets.TOKEN': 'a token' }
  return runJob(workflow, 'job', { cwd, env: { PATH: process.env['PATH'] }, context, actions })
}

test('scripts run in order, with the values that their expressions stand for', async () => {
  const env = {
    PLACE: '$' + '{{ vars.PLACE }}',
    TOKEN: '$' + '{{ secrets.TOKEN }}',
    OTHER: '$' + "{{ vars.OTHER || 'nowhere' }}",
  }
  const steps = [
    { run: 'echo "$PLACE" > file' },
    { env, run: 'test "$(cat file) $TOKEN $OTHER" = "here a token nowhere"' },
  ]

  expect(await start({ env, jobs: { job: { steps } } })).toEqual(steps.map(({ run }) => run))
})

test('a script that fails ends its job, also before its last command and within a pipe', async () => {
  for (const run of ['false\ntrue', 'false | cat'])
    await expect(start({ jobs: { job: { steps: [{ run }, { run: 'touch never' }] } } })).rejects.toThrow(/failed in/)
})

test('an action is stood in for with its inputs, and one that nothing stands in for is named', async () => {
  const seen: unknown[] = []
  const steps = [{ uses: 'owner/action/part@0123 # v1', with: { path: '$' + '{{ vars.PLACE }}' } }]
  const stand: StandIn = async (inputs) => {
    seen.push(inputs)
  }

  await start({ jobs: { job: { steps } } }, { 'owner/action/part': stand })
  expect(seen).toEqual([{ path: 'here' }])
  await expect(start({ jobs: { job: { steps } } })).rejects.toThrow('nothing stands in for owner/action/part')
})

test('an expression that nothing is known for is named, and not taken for empty', async () => {
  const steps = [{ run: 'true', env: { A: '$' + '{{ github.actor }}' } }]

  await expect(start({ jobs: { job: { steps } } })).rejects.toThrow(/nothing is known for .*github\.actor/)
})

test('each script of each workflow is tried, or is left out for a reason that is written down', () => {
  const used = new Set<string | undefined>()
  for (const path of globSync('.github/workflows/*.yml', { cwd: repository })) {
    for (const [name, { steps }] of Object.entries(readWorkflow(join(repository, path)).jobs)) {
      if (triedJobs[basename(path, '.yml')]?.includes(name)) continue
      for (const { run } of steps) {
        if (run === undefined) continue
        const reason = Object.keys(skippedScripts).find((end) => run.endsWith(end))
        expect({ run, reason }).toEqual({ run, reason: expect.any(String) })
        used.add(reason)
      }
    }
  }
  expect([...used].sort()).toEqual(Object.keys(skippedScripts).sort())
})
