import { describeMachine } from '../machine.ts'
import { type Colours, dark, light } from './colours.ts'
import type { Picture } from './picture.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text that means nothing in SVG. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
}

export interface Drawing {
  readonly name: string
  readonly title: string
  readonly width: number
  readonly height: number
  /** Below it: where its figures are from. @default this machine */
  readonly note?: string | undefined
  draw(colours: Colours): readonly string[]
}

const footerHeight = 22

/** A drawing in both colour schemes, and below it where its figures are from. */
export function makePicture({ name, title, width, height: drawn, note, draw }: Drawing): Picture {
  const origin = note ?? describeMachine()
  const height = drawn + footerHeight
  const render = (colours: Colours): string =>
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
      `<title>${escapeText(title)}</title>`,
      `<text x="12" y="24" font-size="15" font-weight="600" fill="${colours.text}">${escapeText(title)}</text>`,
      ...draw(colours),
      `<text x="12" y="${height - 8}" font-size="11" fill="${colours.text}" opacity="0.7">${escapeText(origin)}</text>`,
      '</svg>\n',
    ].join('\n')
  return { name, title, light: render(light), dark: render(dark) }
}
