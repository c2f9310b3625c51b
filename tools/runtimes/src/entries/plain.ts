import { createMemoryStore } from '@auth/core'
import { Run } from '../conformance/run.ts'
import type { Setting } from '../conformance/setting.ts'
import type { Subject } from '../conformance/subject.ts'

/** Runs all cases where there is no store but memory, and prints what came of them. */
export async function runPlainly(subject: Subject, setting: Setting): Promise<void> {
  const platform = {
    createStore: async () => createMemoryStore(),
    inspect: (value: unknown) => JSON.stringify(value) ?? '',
  }
  console.log(JSON.stringify(await new Run(setting, platform, subject).all()))
}
