import type { Pages } from '../../api/pages.ts'

/** Rows that are all there, as the one page of a list. */
export function wholeList<T>(rows: readonly T[]): Pages<T> {
  return {
    rows,
    hasMore: false,
    isLoading: false,
    isLoadingMore: false,
    isStale: false,
    error: null,
    loadedAt: 0,
    loadMore: () => undefined,
    retry: () => undefined,
  }
}
