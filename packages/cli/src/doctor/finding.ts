/** What the doctor has to say about one thing. */
export interface Finding {
  readonly subject: string
  /** `odd` does no harm by itself; `skipped` could not be looked at. */
  readonly verdict: 'fine' | 'odd' | 'wrong' | 'skipped'
  /** In words, with what to do. Holds no secret. */
  readonly text: string
}
