import { useInfiniteQuery } from '@tanstack/react-query'

import { live, liveAsTenant } from './live.ts'
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
  /** The whole list, page by page; left out where what is shown is a part of it. */
  readonly everyPage?: (() => AsyncGenerator<readonly T[]>) | undefined
}

interface PagesOptions {
  readonly query?: Query
  readonly enabled?: boolean
  /** Asks for the rows that are shown again and again. */
  readonly everyMs?: number
  /** With a tenant's key, for the lists of the public API; `of` keeps what one sees from the next. */
  readonly access?: () => Promise<{ readonly key: string; readonly origin: string }>
  readonly of?: string
}

/** A list of the API, page after page. */
export function usePages<T>(
  path: string,
  { query = {}, enabled = true, everyMs, access, of }: PagesOptions = {},
): Pages<T> {
  const result = useInfiniteQuery({
    queryKey: ['list', path, query, of],
    queryFn: async ({ pageParam, signal }) => {
      return await fetchPage<T>(path, { query: { ...query, cursor: pageParam }, access, signal })
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Of the same list under another filter; never of another tenant.
    placeholderData: (shown, shownBy) =>
      shownBy?.queryKey[1] === path && shownBy.queryKey[3] === of ? shown : undefined,
    enabled,
    ...(everyMs === undefined ? {} : access === undefined ? live(everyMs) : liveAsTenant(everyMs)),
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
    everyPage: () => everyPage<T>(path, { query, access }),
  }
}

const MOST = 100

interface PageRequest {
  readonly query: Query
  readonly access: PagesOptions['access'] | undefined
  readonly signal?: AbortSignal
}

async function fetchPage<T>(path: string, { query, access, signal }: PageRequest): Promise<Page<T>> {
  const { key, origin = '' } = (await access?.()) ?? {}
  return await fetchJson(`${origin}${path}`, { query, signal, bearer: key })
}

async function* everyPage<T>(path: string, { query, access }: PageRequest): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined
  do {
    const page: Page<T> = await fetchPage(path, { query: { ...query, limit: MOST, cursor }, access })
    yield page.data
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
