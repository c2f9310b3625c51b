import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

type Values = Readonly<Record<string, string | number | boolean>>

/** A workflow, as far as its commands are made of it. */
export interface Workflow {
  readonly env?: Values
  readonly jobs: Readonly<Record<string, Job>>
}

export interface Job {
  readonly env?: Values
  readonly steps: readonly Step[]
}

export interface Step {
  /** An action, with its version. */
  readonly uses?: string
  /** A script for bash. */
  readonly run?: string
  readonly env?: Values
  readonly with?: Values
}

export function readWorkflow(path: string): Workflow {
  return parse(readFileSync(path, 'utf8'))
}

/** What expressions stand for: `{ 'secrets.NPM_TOKEN': '…' }`. */
export type Context = Readonly<Record<string, string>>

/** The values of a step with its expressions filled in. */
export function fillIn(values: Values | undefined, context: Context): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, String(value).replace(expression, lookUp)]),
  )

  function lookUp(whole: string, name: string, otherwise?: string): string {
    const value = context[name] || (otherwise ?? context[name])
    if (value === undefined) throw new Error(`nothing is known for ${whole}`)
    return value
  }
}

const expression = /\$\{\{\s*([\w.-]+)(?:\s*\|\|\s*'([^']*)')?\s*\}\}/g
