import { Application, type ProjectReflection } from 'typedoc'
import { completeComments } from './comments.ts'
import { arrangeDocuments } from './documents.ts'
import { dropFrontHeading, dropPackageHeadings } from './headings.ts'
import { referToIconsWithin } from './icons.ts'
import { unlinkSources } from './links.ts'
import { mergeMainModules } from './modules.ts'

/** What TypeDoc is told beyond its options. */
export function load(app: Application): void {
  completeComments(app)
  referToIconsWithin(app)
  dropFrontHeading(app)
  app.on(Application.EVENT_PROJECT_REVIVE, (project: ProjectReflection) => {
    mergeMainModules(project)
    dropPackageHeadings(project)
    arrangeDocuments(project)
    unlinkSources(project)
  })
}
