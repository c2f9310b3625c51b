import { type DeclarationReflection, type ProjectReflection, ReflectionKind } from 'typedoc'

/** What `@auth/core` exports is on the page of `@auth/core`, and what `@auth/core/api` exports on that of `api`. */
export function mergeMainModules(project: ProjectReflection): void {
  for (const entry of project.getChildrenByKind(ReflectionKind.Module)) {
    const main = entry.children?.find(({ name }) => name === '')
    if (main) merge(project, entry, main)
  }
}

function merge(project: ProjectReflection, entry: DeclarationReflection, main: DeclarationReflection): void {
  // `removeReflection` would take along all that is in it.
  delete project.reflections[main.id]
  const others = entry.children?.filter((child) => child !== main) ?? []
  const moved = main.children ?? []
  for (const child of moved) child.parent = entry
  entry.children = [...moved, ...others]
  entry.childrenIncludingDocuments = [...entry.children, ...(entry.documents ?? [])]
  // Grouped anew, with what came along.
  delete entry.groups
}
