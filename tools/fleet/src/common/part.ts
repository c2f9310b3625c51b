/** What one part of the proof came to. */
export interface Part {
  /** In one line. */
  readonly line: string
  /** How often something was not as promised. */
  readonly broken: number
}
