import type { WorkerConfig } from '@bulkhead/harness/build/worker-config'

/** The part of a config that a named environment must repeat. */
export type World = Pick<
  WorkerConfig,
  | 'ai'
  | 'analytics_engine_datasets'
  | 'assets'
  | 'durable_objects'
  | 'kv_namespaces'
  | 'queues'
  | 'r2_buckets'
  | 'ratelimits'
  | 'services'
  | 'tail_consumers'
  | 'vars'
  | 'vectorize'
  | 'version_metadata'
>

type Reader = (world: World) => readonly (readonly [name: string, kind: string])[]

const READERS: readonly Reader[] = [
  ({ vars = {} }) => Object.keys(vars).map((name) => [name, 'var']),
  ({ services = [] }) =>
    services.map((s) => [s.binding, `service ${s.service}#${s.entrypoint ?? 'default'}`]),
  ({ durable_objects }) =>
    (durable_objects?.bindings ?? []).map((object) => [object.name, `Durable Object ${object.class_name}`]),
  ({ r2_buckets = [] }) => r2_buckets.map((bucket) => [bucket.binding, 'R2 bucket']),
  ({ kv_namespaces = [] }) => kv_namespaces.map((namespace) => [namespace.binding, 'KV namespace']),
  ({ queues }) => (queues?.producers ?? []).map((producer) => [producer.binding, `queue ${producer.queue}`]),
  ({ ratelimits = [] }) =>
    ratelimits.map(({ name, simple }) => [name, `rate limit ${simple.limit}/${simple.period}`]),
  ({ vectorize = [] }) => vectorize.map((index) => [index.binding, 'Vectorize']),
  ({ ai }) => (ai === undefined ? [] : [[ai.binding, 'Workers AI']]),
  ({ version_metadata }) =>
    version_metadata === undefined ? [] : [[version_metadata.binding, 'version metadata']],
  ({ analytics_engine_datasets = [] }) =>
    analytics_engine_datasets.map((d) => [d.binding, 'Analytics Engine']),
  ({ assets }) => (assets?.binding === undefined ? [] : [[assets.binding, `files of ${assets.directory}`]]),
  ({ tail_consumers = [] }) => tail_consumers.map(({ service }) => [`tail to ${service}`, 'tail consumer']),
  // Not bindings, but as easily forgotten: without its consumer a queue only fills.
  ({ queues }) =>
    (queues?.consumers ?? []).map((consumer) => [
      `consumer of ${consumer.queue}`,
      `queue, dead letters to ${consumer.dead_letter_queue ?? 'nowhere'}`,
    ]),
]

/** Every binding by name, and what it is: enough to see that two worlds mean the same thing. */
export function bindingsOf(world: World): Map<string, string> {
  return new Map(READERS.flatMap((read) => read(world)))
}
