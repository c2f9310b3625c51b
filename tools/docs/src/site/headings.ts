import { type Application, PageEvent, type ProjectReflection, ReflectionKind } from 'typedoc'

/** The theme writes the name of a package above its README, which begins with it. */
export function dropPackageHeadings(project: ProjectReflection): void {
  for (const { readme } of project.getChildrenByKind(ReflectionKind.Module)) {
    const [first] = readme ?? []
    if (first) first.text = first.text.replace(/^# .+\n+/, '')
  }
}

/** The front page has the heading of its README alone. */
export function dropFrontHeading(app: Application): void {
  app.renderer.on(PageEvent.END, (page: PageEvent) => {
    if (page.url !== 'index.html' || page.contents === undefined) return
    page.contents = page.contents.replace(/<div class="tsd-page-title">\s*<h1>[^<]*<\/h1><\/div>\s*/, '')
  })
}
