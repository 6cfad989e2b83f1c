import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

import { ApiError } from './api/api-error.ts'
import { SIGNED_OUT } from './api/signed-out.ts'
import { toastError } from './pieces/feedback/toasts.tsx'

const FRESH_MS = 5_000
const MAX_RETRIES = 2

/** Asked again by itself only when repeating may help. */
function mayRetry(failures: number, thrown: unknown): boolean {
  if (!(thrown instanceof ApiError)) return false
  return failures < MAX_RETRIES && (thrown.status === 0 || thrown.status === 503)
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signInAgain }),
  mutationCache: new MutationCache({
    // Whatever was changed may show anywhere; after a conflict the newest version is what to look at.
    onSettled: () =>
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
    onError: (thrown, _variables, _result, mutation) => {
      signInAgain(thrown)
      if (mutation.meta?.['showsItsErrors'] !== true) toastError(thrown)
    },
  }),
  defaultOptions: {
    // What cannot be sent fails at once: a change that waits for the network would be made when nobody looks.
    queries: { staleTime: FRESH_MS, retry: mayRetry, networkMode: 'always', refetchOnReconnect: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** A session that ended while the page was open: the router then asks for a new one. */
function signInAgain(thrown: unknown): void {
  const isSignedOut = thrown instanceof ApiError && thrown.status === 401 && !thrown.isOfTenantKey
  if (isSignedOut) window.dispatchEvent(new Event(SIGNED_OUT))
}
