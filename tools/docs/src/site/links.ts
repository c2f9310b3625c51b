import { existsSync } from 'node:fs'
import { type CommentDisplayPart, type ProjectReflection, ReflectionKind, type RelativeLinkDisplayPart } from 'typedoc'

/** Links to pages stay, and pictures. What leads to code and folders of the repository is not part of the site: its text is left. */
export function unlinkSources(project: ProjectReflection): void {
  const texts = [project.readme]
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Module | ReflectionKind.Document)) {
    texts.push(reflection.isDocument() ? reflection.content : undefined)
    texts.push(reflection.isDeclaration() ? reflection.readme : undefined)
  }
  for (const parts of texts) if (parts) unlink(project, parts)
}

function unlink(project: ProjectReflection, parts: CommentDisplayPart[]): void {
  for (const [index, part] of parts.entries()) {
    const [before, after] = [parts[index - 1], parts[index + 1]]
    if (part.kind !== 'relative-link' || !before || !after || !leadsToSource(project, part)) continue
    before.text = before.text.replace(/\[([^[\]]*)\]\($/, '$1')
    after.text = after.text.replace(/^\)/, '')
    part.text = ''
    part.target = undefined
  }
}

/** A link to nothing is left as it is, for the check of links to find. */
function leadsToSource(project: ProjectReflection, { target }: RelativeLinkDisplayPart): boolean {
  const path = typeof target === 'number' ? project.files.resolve(target, project) : undefined
  return typeof path === 'string' && !/\.(md|svg)$/.test(path) && existsSync(path)
}
