import { useSyncExternalStore } from 'react'

const NARROW = window.matchMedia('(width < 40rem)')

/** Whether the page has the width of a phone: fewer labels fit below a chart. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => NARROW.matches)
}

function subscribe(listener: () => void): () => void {
  NARROW.addEventListener('change', listener)
  return () => NARROW.removeEventListener('change', listener)
}
