import { pacedMs } from './pace.ts'

const MAX_BACKOFF = 6

/** Polls while the tab is visible, ever more slowly while it fails; a hidden tab asks nothing. */
export function live(everyMs: number) {
  return polling(() => everyMs)
}

/** As `live`, with a tenant's key, whose request limit is the tenant's own. */
export function liveAsTenant(everyMs: number) {
  return polling(() => pacedMs(everyMs))
}

function polling(everyMs: () => number) {
  return {
    refetchInterval: ({ state }: { readonly state: { readonly fetchFailureCount: number } }) =>
      everyMs() * 2 ** Math.min(state.fetchFailureCount, MAX_BACKOFF),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
  }
}
