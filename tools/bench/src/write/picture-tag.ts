import type { Picture } from '../plot/picture.ts'
import { escapeText } from '../plot/svg.ts'

/**
 * A picture in Markdown, that follows the reader's colour scheme.
 *
 * @param folder - Where the pictures are, as seen from the page.
 */
export function pictureTag({ name, title }: Picture, folder: string): string {
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${folder}/${name}-dark.svg">`,
    `  <img alt="${escapeText(title)}" src="${folder}/${name}-light.svg">`,
    '</picture>',
  ].join('\n')
}
