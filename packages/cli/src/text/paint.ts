import { styleText } from 'node:util'
import type { Terminal } from '../terminal.ts'

/** Colours text where colours are wanted. */
export function paint(style: 'bold' | 'red' | 'green' | 'yellow', text: string, isColored: boolean): string {
  return isColored ? styleText(style, text, { validateStream: false }) : text
}

/** @see https://no-color.org */
export function isColored(stream: Terminal['output'], { environment }: Terminal): boolean {
  return stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
}
