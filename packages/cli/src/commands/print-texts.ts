import { exitCodes } from '../failures/exit-codes.ts'
import { readManifest } from '../manifest.ts'
import { write } from '../terminal.ts'
import { completionScript } from '../text/completion.ts'
import { manualOf } from '../text/manual.ts'
import { isColored } from '../text/paint.ts'
import { renderHelp } from '../text/render-help.ts'
import { renderMan } from '../text/render-man.ts'
import type { CommandContext } from './context.ts'

export async function completion({ given, terminal }: CommandContext): Promise<number> {
  await write(terminal.output, completionScript(given.operand ?? ''))
  return exitCodes.success
}

export async function man({ terminal }: CommandContext): Promise<number> {
  await write(terminal.output, renderMan(manualOf(), readManifest().version))
  return exitCodes.success
}

export async function help({ given, terminal }: CommandContext): Promise<number> {
  const sections = manualOf(given.command, given.provider)
  await write(terminal.output, renderHelp(sections, isColored(terminal.output, terminal)))
  return exitCodes.success
}

export async function version({ terminal }: CommandContext): Promise<number> {
  await write(terminal.output, `${readManifest().version}\n`)
  return exitCodes.success
}
