import { queryOptions } from '@tanstack/react-query'

import { live } from './live.ts'
import { request } from './request.ts'

/** A resource and the version that was read, which every change of it sends back. */
export interface Versioned<T> {
  readonly data: T
  readonly etag: string | undefined
}

interface ResourceOptions {
  readonly everyMs?: number
  readonly query?: Readonly<Record<string, string | undefined>>
}

/** One resource of the API by its path. */
export function resourceQuery<T>(path: string, { everyMs, query }: ResourceOptions = {}) {
  return queryOptions({
    queryKey: ['resource', path, query ?? {}],
    queryFn: async ({ signal }): Promise<Versioned<T>> => {
      const { data, etag } = await request<T>('GET', path, { signal, query })
      return { data, etag }
    },
    ...(everyMs === undefined ? {} : live(everyMs)),
  })
}

/** One field that a change would alter. */
export interface Change {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** Beside a change that has to reach a tenant's home object. */
export interface Enforced {
  readonly enforcedAt?: string
  readonly propagation?: 'pending'
}

/** What a change would do; nothing is written. */
export async function dryRun<T = unknown>(
  method: 'PATCH' | 'PUT' | 'POST',
  path: string,
  body: unknown,
): Promise<DryRun<T>> {
  return (await request<DryRun<T>>(method, path, { body, query: { dryRun: 'true' } })).data
}

interface DryRun<T> {
  readonly resource: T
  readonly changes: readonly Change[]
}

/** `enforced at 12:03:04.120 UTC`: since when no request is decided by the old state. */
export function enforcement({ enforcedAt, propagation }: Enforced): string {
  if (propagation === 'pending') return 'Stored; still on its way to every place that decides.'
  return enforcedAt === undefined ? 'Done.' : `Enforced at ${enforcedAt.slice(11, 23)} UTC.`
}
