import { Application, type ProjectReflection } from 'typedoc'
import { completeComments } from './comments.ts'
import { mergeMainModules } from './modules.ts'

/** What TypeDoc is told beyond its options. */
export function load(app: Application): void {
  completeComments(app)
  app.on(Application.EVENT_PROJECT_REVIVE, (project: ProjectReflection) => mergeMainModules(project))
}
