import { dirname, normalize } from 'node:path/posix'
import { mediaOf, relativeTo } from './links.ts'
import type { Outlined } from './outline.ts'

const picture = /<picture>\s*<source [^>]*srcset="([^"]+)">\s*<img alt="([^"]*)" src="([^"]+)">\s*<\/picture>/g

/** A `picture` follows the system's colours; the site has a switch of its own, which its style sheet follows. */
export function separatePictures(text: string, page: Outlined): string {
  return text.replace(picture, (_, dark: string, alt: string, light: string) => {
    const image = (source: string, theme: string): string =>
      `<img class="${theme}-only" alt="${alt}" src="${relativeTo(page, mediaOf(normalize(`${dirname(page.source)}/${source}`)))}">`
    return `<figure class="plot" tabindex="0" role="group" aria-label="${alt}">${image(light, 'light')}${image(dark, 'dark')}</figure>`
  })
}
