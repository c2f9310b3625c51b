import { type Application, PageEvent } from 'typedoc'

const toFile = /href="(?:\.\.\/)*assets\/icons\.svg#/g

/**
 * Icons are in each page, put there by a script of the theme, but pages refer to a file. Browsers refuse that file to
 * pages that are opened from the disk, and say so on the console.
 *
 * @see https://github.com/TypeStrong/typedoc/issues/2335
 */
export function referToIconsWithin(app: Application): void {
  app.renderer.on(PageEvent.END, (page: PageEvent) => {
    const { contents = '' } = page
    if (contents !== '' && contents.search(toFile) === -1) app.logger.warn(`${page.url}: icons need no care any more`)
    page.contents = contents.replace(toFile, 'href="#')
  })
}
