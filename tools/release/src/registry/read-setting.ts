import { run } from '../run.ts'

/** A setting of npm or pnpm, as it is in a folder. */
export async function readSetting(tool: 'npm' | 'pnpm', key: string, cwd: string): Promise<string | undefined> {
  const value = (await run(tool, ['config', 'get', key], { cwd })).trim()
  return ['', 'undefined', 'null'].includes(value) ? undefined : value
}
