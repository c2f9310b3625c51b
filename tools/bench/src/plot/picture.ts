/** A picture, in two colour schemes. */
export interface Picture {
  /** Of its files, without an ending. */
  readonly name: string
  /** What it shows, for those who do not see it. */
  readonly title: string
  readonly light: string
  readonly dark: string
}
