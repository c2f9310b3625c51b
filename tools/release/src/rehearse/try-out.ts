import { join } from 'node:path'
import { repository } from '../pack.ts'
import { run } from '../run.ts'
import type { Project } from './project.ts'

/** The compilers that users have, by what they call them. */
const compilers = {
  'TypeScript 5.9': join(repository, 'tools/release/node_modules/typescript-5/bin/tsc'),
  'TypeScript 7': join(repository, 'node_modules/typescript/bin/tsc'),
} as const

export type Compiler = keyof typeof compilers

export const bothCompilers: readonly Compiler[] = ['TypeScript 5.9', 'TypeScript 7']

/** Type-checks what {@link writeSources} wrote, the declarations of the packages included. */
export async function checkTypes({ folder, env }: Project, using: readonly Compiler[]): Promise<string> {
  for (const compiler of using) {
    for (const config of ['nodenext', 'bundler']) {
      const args = [compilers[compiler], '-p', `${config}.json`, '--pretty', 'false']
      await run(process.execPath, args, { cwd: folder, env }).catch((error: Error) => {
        throw new Error(`${compiler} with ${config}: ${error.message}`)
      })
    }
  }
  return `types with ${using.map((name) => name.replace('TypeScript ', '')).join(' and ')}`
}

/** Runs the examples against the emulator, as modules and by `require()`. */
export async function runExamples({ folder, env }: Project, count: number): Promise<string> {
  for (let index = 0; index < count; index += 1) {
    for (const extension of ['ts', 'cts']) {
      const file = `example-${index}.${extension}`
      const printed = await run(process.execPath, ['--import', '../emulated.mjs', file], { cwd: folder, env })
      if (printed.trim() !== '200') throw new Error(`${file} printed ${printed.trim() || 'nothing'}`)
    }
  }
  return 'import, require()'
}
