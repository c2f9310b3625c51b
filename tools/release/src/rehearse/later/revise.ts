import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMap, parseDocument } from 'yaml'
import type { Workspace } from '../../changesets.ts'
import { failureOf, run } from '../../run.ts'

/** A command of this tool, as the workspace has it. */
export function runTool({ root, env }: Workspace, tool: string, ...args: string[]): Promise<string> {
  const command = join(root, 'tools/release/src', tool)
  return run(process.execPath, [command, ...args], { cwd: root, ...(env && { env }) })
}

/** What a command of this tool refuses, which it must. */
export async function refusalOf(workspace: Workspace, tool: string, ...args: string[]): Promise<string> {
  const refusal = await failureOf(runTool(workspace, tool, ...args))
  if (refusal === undefined) throw new Error(`${tool} refuses nothing`)
  return refusal
}

/** Adds an optional field to the first schema of a spec that has fields. */
export async function addField({ root }: Workspace, spec: string, field: string): Promise<void> {
  const path = join(root, 'specs', `${spec}.yaml`)
  const document = parseDocument(await readFile(path, 'utf8'))
  const schemas = document.getIn(['components', 'schemas'])
  const found = isMap(schemas) && schemas.items.find(({ value }) => isMap(value) && value.has('properties'))
  if (!found) throw new Error(`specs/${spec}.yaml has no schema with fields`)
  const place = ['components', 'schemas', String(found.key), 'properties', field]
  document.setIn(place, { type: 'string', description: 'For a rehearsal.' })
  await writeFile(path, document.toString({ lineWidth: 0 }))
}

/** Edits a spec, which must be refused until it is announced, and announces it. */
export async function reviseSpec(workspace: Workspace, spec: string, field: string): Promise<string> {
  await addField(workspace, spec, field)
  const refusal = await refusalOf(workspace, 'spec/check.ts')
  if (!refusal.includes(field)) throw new Error(`refused, and not for ${field}: ${refusal}`)
  await runTool(workspace, 'spec/release.ts', '--no-generate')
  await runTool(workspace, 'spec/check.ts')
  return `${field} of ${spec}: refused until it was announced`
}
