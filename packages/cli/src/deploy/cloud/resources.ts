import * as z from 'zod/mini'

import { usesAiGateway } from '../config/deploy-config.ts'
import type { Target } from '../config/target.ts'
import type { CloudflareApi } from './cloudflare-api.ts'
import { ApiRefusal } from './cloudflare-api.ts'

const KINDS = ['KV namespace', 'R2 bucket', 'queue', 'Vectorize index', 'AI Gateway'] as const
type Kind = (typeof KINDS)[number]

/** Something that Workers store in, known by its name. */
export interface Resource {
  readonly kind: Kind
  readonly name: string
  readonly id: string | undefined
}

interface Wanted {
  readonly kind: Kind
  readonly name: string
  readonly create: (api: CloudflareApi) => Promise<unknown>
}

/** "There is one already": another run was quicker, or its answer was lost. */
const EXISTS: ReadonlySet<number> = new Set([10004, 10014, 11009, 3002, 7001])

const Any = z.unknown()
const Namespace = z.object({ id: z.string(), title: z.string() })
const Buckets = z.object({ buckets: z.array(z.object({ name: z.string() })) })
const Queue = z.object({
  queue_id: z.string(),
  queue_name: z.string(),
  consumers: z.optional(
    z.array(z.looseObject({ script: z.optional(z.string()), service: z.optional(z.string()) })),
  ),
})
const Named = z.object({ name: z.string() })
const WithId = z.object({ id: z.string() })

/** Every resource that this environment needs, and how to make it. */
export function wantedResources({ names, environment }: Target, written: Written): Wanted[] {
  const jurisdiction = jurisdictionHeader(environment.jurisdiction)
  const post =
    (path: string, body: object, headers = {}) =>
    (api: CloudflareApi) =>
      api.account(Any, path, 'POST', { body, headers, isRepeatable: true })
  const each = (kind: Kind, all: readonly string[], make: (name: string) => Wanted['create']): Wanted[] =>
    all.map((one) => ({ kind, name: names.of(one), create: make(names.of(one)) }))
  return [
    ...each('KV namespace', written.namespaces, (title) => post('/storage/kv/namespaces', { title })),
    ...each('R2 bucket', written.buckets, (name) => post('/r2/buckets', { name }, jurisdiction)),
    ...each('queue', written.queues, (name) => post('/queues', { queue_name: name })),
    ...written.indexes.map(({ name, dimensions }): Wanted => {
      const body = { name: names.of(name), config: { dimensions, metric: 'cosine' } }
      return { kind: 'Vectorize index', name: body.name, create: post('/vectorize/v2/indexes', body) }
    }),
    ...each('AI Gateway', usesAiGateway(environment) ? ['bulkhead'] : [], (id) =>
      post('/ai-gateway/gateways', { id, ...GATEWAY_DEFAULTS }),
    ),
  ]
}

/** What the checked-in configs name. */
export interface Written {
  readonly namespaces: readonly string[]
  readonly buckets: readonly string[]
  readonly queues: readonly string[]
  readonly indexes: readonly { readonly name: string; readonly dimensions: number }[]
}

/** No cache and no limit of its own: budgets are Bulkhead's, and an answer is never another tenant's. */
const GATEWAY_DEFAULTS = {
  cache_invalidate_on_update: false,
  cache_ttl: null,
  collect_logs: true,
  rate_limiting_interval: null,
  rate_limiting_limit: null,
}

/** Buckets of a jurisdiction are in a list of their own. */
export function jurisdictionHeader(jurisdiction: string | undefined): Record<string, string> {
  return jurisdiction === undefined ? {} : { 'cf-r2-jurisdiction': jurisdiction }
}

/** The same resources as the account has them: `id` is undefined for one that is not there. */
export async function readResources(
  api: CloudflareApi,
  { environment }: Target,
  wanted: readonly Pick<Wanted, 'kind' | 'name'>[],
): Promise<Resource[]> {
  const call = { headers: jurisdictionHeader(environment.jurisdiction) }
  const [namespaces, { buckets }, queues, indexes, gateways] = await Promise.all([
    api.list(Namespace, '/storage/kv/namespaces'),
    api.account(Buckets, '/r2/buckets?per_page=1000', 'GET', call),
    api.list(Queue, '/queues'),
    api.account(z.array(Named), '/vectorize/v2/indexes'),
    usesAiGateway(environment) ? api.list(WithId, '/ai-gateway/gateways') : [],
  ])
  const ids: Record<Kind, Map<string, string>> = {
    'KV namespace': new Map(namespaces.map(({ id, title }) => [title, id])),
    'R2 bucket': new Map(buckets.map(({ name }) => [name, name])),
    queue: new Map(queues.map((queue) => [queue.queue_name, queue.queue_id])),
    'Vectorize index': new Map(indexes.map(({ name }) => [name, name])),
    'AI Gateway': new Map(gateways.map(({ id }) => [id, id])),
  }
  return wanted.map(({ kind, name }) => ({ kind, name, id: ids[kind].get(name) }))
}

/** Makes what is not there. @returns whether it was made now */
export async function ensureResource(api: CloudflareApi, { create }: Wanted): Promise<boolean> {
  try {
    await create(api)
    return true
  } catch (thrown) {
    if (thrown instanceof ApiRefusal && EXISTS.has(thrown.code)) return false
    throw thrown
  }
}

/** Which Workers consume which queues. */
export async function readConsumers(api: CloudflareApi): Promise<Map<string, readonly string[]>> {
  const queues = await api.list(Queue, '/queues')
  return new Map(
    queues.map(({ queue_name: name, consumers = [] }) => [
      name,
      consumers.flatMap(({ script, service }) => script ?? service ?? []),
    ]),
  )
}
