/** Counts down the calls to other Workers that one invocation has left: the platform ends it when it makes too many. */
export class ServiceCalls {
  #left: number

  constructor(most: number) {
    this.#left = most
  }

  /** Whether there were so many left; then they are taken. */
  take(calls: number): boolean {
    if (calls > this.#left) return false
    this.#left -= calls
    return true
  }
}
