/** Colours that are read on the page's own background. */
export interface Colours {
  readonly text: string
  readonly faint: string
  readonly own: string
  readonly other: string
  readonly lines: readonly string[]
}

export const light: Colours = {
  text: '#1f2328',
  faint: '#d0d7de',
  own: '#0969da',
  other: '#8c959f',
  lines: ['#0969da', '#bc4c00', '#1a7f37', '#8250df'],
}

export const dark: Colours = {
  text: '#e6edf3',
  faint: '#3d444d',
  own: '#4493f8',
  other: '#6e7681',
  lines: ['#4493f8', '#f0883e', '#3fb950', '#ab7df8'],
}
