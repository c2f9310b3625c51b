import { join } from 'node:path'
import { Application } from 'typedoc'
import { folderOf } from '../pages/folders.ts'

/** Writes a page for each name that the packages export. Words that are missing there are an error. */
export async function generateReference(): Promise<void> {
  const app = await Application.bootstrapWithPlugins({ options: join(folderOf.tool, 'typedoc.json'), logLevel: 'Warn' })
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc could not read the packages')
  app.validate(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc has found something missing')
  await app.generateOutputs(project)
}
