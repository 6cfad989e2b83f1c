import { useInfiniteQuery } from '@tanstack/react-query'

import { live } from './live.ts'
import { fetchJson, type Query } from './request.ts'

/** One page of every list of the API. */
export interface Page<T> {
  readonly data: readonly T[]
  readonly nextCursor: string | null
}

export interface Pages<T> {
  readonly rows: readonly T[]
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  /** Rows of the filter before this one are shown meanwhile. */
  readonly isStale: boolean
  readonly error: Error | null
  readonly loadedAt: number
  readonly loadMore: () => void
  readonly retry: () => void
}

interface PagesOptions {
  readonly query?: Query
  readonly enabled?: boolean
  /** Asks for the rows that are shown again and again. */
  readonly everyMs?: number
}

/** A list of the API, page after page. */
export function usePages<T>(
  path: string,
  { query = {}, enabled = true, everyMs }: PagesOptions = {},
): Pages<T> {
  const result = useInfiniteQuery({
    queryKey: ['list', path, query],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Of the same list under another filter; never of another tenant.
    placeholderData: (shown, shownBy) => (shownBy?.queryKey[1] === path ? shown : undefined),
    enabled,
    ...(everyMs === undefined ? {} : live(everyMs)),
  })
  return {
    rows: result.data?.pages.flatMap(({ data }) => data) ?? [],
    hasMore: result.hasNextPage,
    isLoading: result.isPending && enabled,
    isLoadingMore: result.isFetchingNextPage,
    isStale: result.isPlaceholderData,
    error: result.error,
    loadedAt: result.dataUpdatedAt,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void result.refetch(),
  }
}
