import { run } from '../run.ts'
import { type Context, fillIn, type Step, type Workflow } from './workflow.ts'

/** What is done in place of an action: it gets the action's inputs, and the environment of the step. */
export type StandIn = (inputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv) => Promise<void>

export interface JobOptions {
  /** The checkout. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly context: Context
  /** By the action's name, without its version. */
  readonly actions: Readonly<Record<string, StandIn>>
}

/** Runs the steps of a job in order, as a runner would. Gives the scripts that ran. */
export async function runJob(workflow: Workflow, name: string, options: JobOptions): Promise<string[]> {
  const { cwd, context, actions } = options
  const job = workflow.jobs[name]
  if (!job) throw new Error(`there is no job ${name}`)
  const scripts: string[] = []
  for (const step of job.steps) {
    const env = { ...options.env, ...fillIn({ ...workflow.env, ...job.env, ...step.env }, context) }
    if (step.run !== undefined) {
      await run('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], { cwd, env })
      scripts.push(step.run)
    } else await findStandIn(step, actions)(fillIn(step.with, context), env)
  }
  return scripts
}

function findStandIn({ uses = '' }: Step, actions: JobOptions['actions']): StandIn {
  const action = uses.replace(/@.*/, '')
  const found = actions[action]
  if (!found) throw new Error(`nothing stands in for ${action}`)
  return found
}
