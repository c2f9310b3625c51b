/** Why a document cannot be adopted: which construct, and what to do. `createProvider` adds where it is. */
export class Refusal extends Error {
  readonly pointer: readonly string[]

  constructor(pointer: readonly string[], message: string) {
    super(message)
    this.name = 'Refusal'
    this.pointer = pointer
  }
}
