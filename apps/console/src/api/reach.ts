type Listener = () => void

let isReached = true
const listeners = new Set<Listener>()

/** Every request says whether the server answered it at all. */
export function noteReach(reached: boolean): void {
  if (reached === isReached) return
  isReached = reached
  for (const listener of listeners) listener()
}

export function isServerReached(): boolean {
  return isReached
}

export function subscribeToReach(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
