import { createWebStore } from '@auth/core/web-store'
import { Run } from '../conformance/run.ts'
import type { Setting } from '../conformance/setting.ts'
import type { Subject } from '../conformance/subject.ts'

/** Lets a driver run all cases in this page. */
export function runInPage(subject: Subject): void {
  let stores = 0
  const runCases = async (setting: Setting): Promise<string> => {
    const run = new Run(
      setting,
      {
        async createStore() {
          stores += 1
          return createWebStore({ name: `sessions-${stores}` })
        },
        inspect: (value) => JSON.stringify(value) ?? '',
      },
      subject,
    )
    return JSON.stringify(await run.all())
  }
  Object.assign(globalThis, { runCases })
}
