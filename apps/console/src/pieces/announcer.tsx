import { useSyncExternalStore } from 'react'

let spoken = ''
const listeners = new Set<() => void>()

/** Says a result aloud to whoever does not see the page. */
export function announce(text: string): void {
  // The same words twice would not be read again.
  spoken = text === spoken ? `${text}\u00A0` : text
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Stands once, in the shell. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => spoken)
  return (
    <div aria-live="polite" role="status" className="sr-only">
      {text}
    </div>
  )
}
