/** Stands in for a Worker that is down: it has none of the methods that are called, so every call throws. */
export default {
  fetch(): never {
    throw new Error('nobody home')
  },
}
