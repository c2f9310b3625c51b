import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createFileStore } from '@auth/core/file-store'
import { Run } from '../conformance/run.ts'
import type { Setting } from '../conformance/setting.ts'
import type { Subject } from '../conformance/subject.ts'

/** Runs all cases in a process of Node, Deno or Bun, and prints what came of them. */
export async function runInProcess(subject: Subject, setting: Setting): Promise<void> {
  const folders: string[] = []
  const run = new Run(
    setting,
    {
      async createStore() {
        // In the project, so that Deno needs to be allowed nothing more.
        const folder = await mkdtemp('./sessions-')
        folders.push(folder)
        return createFileStore({ directory: join(folder, 'sessions') })
      },
      inspect: (value) => inspect(value, { depth: null, showHidden: true, getters: true }),
    },
    subject,
  )
  const outcomes = await run.all()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
  console.log(JSON.stringify(outcomes))
}
