/** What is wrong with a store and what to do about it, in words of our own: nothing that was stored is in them. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem'
}
