const capacity = 10
const refillPerSuccess = 0.1

/** Keeps retries a small part of the traffic, so that an outage is not answered with a storm. */
export class RetryBudget {
  #left = capacity

  /** Takes one retry. `false`: there is none left. */
  spend(): boolean {
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }

  /** Counts a success. */
  refill(): void {
    this.#left = Math.min(capacity, this.#left + refillPerSuccess)
  }
}
