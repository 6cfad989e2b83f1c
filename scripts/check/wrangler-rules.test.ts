import type { App } from '@bulkhead/harness/apps'
import type { WorkerConfig } from '@bulkhead/harness/build/worker-config'
import { expect, test } from 'vitest'

import { readHouse } from './read-house.ts'
import { findConfigProblems, type WorkerSource } from './wrangler-rules.ts'

const HOUSE = readHouse()

/** The real configs, with one thing changed. */
function house(change: (configs: Record<App, WorkerConfig>) => void = () => {}): WorkerSource[] {
  const copies = structuredClone(HOUSE)
  change(Object.fromEntries(copies.map(({ app, config }) => [app, config])) as Record<App, WorkerConfig>)
  return copies
}

const production = (config: WorkerConfig) => config.env!['production']!

test('finds nothing wrong with the configs as they are', () => {
  expect(findConfigProblems(house())).toEqual([])
})

test.each<[string, (configs: Record<App, WorkerConfig>) => void, string]>([
  [
    'a binding that production forgets',
    (c) => delete production(c.rag).r2_buckets,
    'rag: env.production forgets DOCUMENTS (R2 bucket)',
  ],
  [
    'a consumer that production forgets',
    (c) => delete production(c.rag).queues!.consumers,
    'rag: env.production forgets consumer of bulkhead-ingest (queue, dead letters to bulkhead-ingest-dead)',
  ],
  [
    'a var that production forgets',
    (c) => delete production(c.chat).vars!['AI_GATEWAY_ID'],
    'chat: env.production forgets AI_GATEWAY_ID (var)',
  ],
  [
    'a stand-in without its real twin',
    (c) => delete production(c.chat).ai,
    'chat: env.production forgets AI (service bulkhead-local-cloud#LocalAi)',
  ],
  [
    'a binding that only production has',
    (c) => (production(c.observe).kv_namespaces = [{ binding: 'FLAGS', id: '1' }]),
    'observe: FLAGS (KV namespace) is bound in env.production only',
  ],
  [
    'a namespace that production forgets',
    (c) => delete production(c.rag).kv_namespaces,
    'rag: env.production forgets FLAGS (KV namespace)',
  ],
  [
    'a namespace that one Worker writes and another does not read',
    (c) => (production(c.rag).kv_namespaces![0]!.id = 'another'),
    'rag: FLAGS is not the namespace that control has under this name',
  ],
  [
    'a fault switch out of reach',
    (c) => (c.gateway.services = c.gateway.services!.filter(({ binding }) => binding !== 'CHAT_FAULTS')),
    'gateway: must bind LocalFaults of bulkhead-chat at the top level',
  ],
  [
    'a binding of another kind',
    (c) => (production(c.gateway).services![0]!.entrypoint = 'default'),
    'gateway: RATE_LIMIT is service bulkhead-rate-limit#RateLimit locally but service bulkhead-rate-limit#default in production',
  ],
  [
    'a reader of files that could reach a store',
    (c) => (production(c.extract).r2_buckets = [{ binding: 'DOCUMENTS', bucket_name: 'bulkhead-documents' }]),
    'extract: parses what strangers wrote, so it must not be bound to DOCUMENTS',
  ],
  [
    'a reader of files without a limit',
    (c) => delete c.extract.limits,
    'extract: parses what strangers wrote: limits.cpu_ms must be set',
  ],
  ['no production at all', (c) => delete c['rate-limit'].env, 'rate-limit: has no env.production'],
  [
    'another compatibility date',
    (c) => (c.chat.compatibility_date = '2026-10-01'),
    'chat: compatibility date or flags differ from those of gateway',
  ],
  [
    'another compatibility flag',
    (c) => (c.rag.compatibility_flags = []),
    'rag: compatibility date or flags differ from those of gateway',
  ],
  [
    'a date overridden in production',
    (c) => (production(c.rag).compatibility_date = '2026-10-01'),
    'rag: an environment overrides the compatibility date or flags',
  ],
  [
    'a service that is no app here',
    (c) => c.chat.services!.push({ binding: 'MAIL', service: 'bulkhead-mail' }),
    'chat: MAIL names bulkhead-mail, which is no app here',
  ],
  [
    'an entrypoint that nobody exports',
    (c) => (c.chat.services![1]!.entrypoint = 'Rags'),
    'chat: RAG names the entrypoint Rags, which apps/rag does not export',
  ],
  [
    'an entrypoint of the local entry alone',
    (c) =>
      production(c.gateway).services!.push({
        binding: 'X',
        service: 'bulkhead-rag',
        entrypoint: 'LocalFaults',
      }),
    'gateway: X names the entrypoint LocalFaults, which apps/rag does not export',
  ],
  [
    'a Durable Object without migration',
    (c) => delete c.rag.migrations,
    'rag: the Durable Object Corpus has no migration (new_sqlite_classes)',
  ],
  [
    'a Durable Object that is not exported',
    (c) => {
      c.rag.durable_objects!.bindings![0]!.class_name = 'Corpora'
      production(c.rag).durable_objects!.bindings![0]!.class_name = 'Corpora'
    },
    'rag: the Durable Object Corpora is not exported by the entry',
  ],
  [
    'a secret by its name',
    (c) => (production(c.gateway).vars!['ADMIN_TOKEN'] = 'x'),
    'gateway: the var ADMIN_TOKEN is a secret; use wrangler secret put',
  ],
  [
    'a secret by its value',
    (c) => (c.gateway.vars!['PLATFORM_HOSTNAMES'] = 'bh_acmelocal001_x'),
    'gateway: the var PLATFORM_HOSTNAMES is a secret; use wrangler secret put',
  ],
  [
    'an internal Worker with a route',
    (c) => (production(c.chat).routes = ['example.com/*']),
    'chat: is internal but has a route',
  ],
  [
    'an internal Worker on workers.dev',
    (c) => (production(c.chat).workers_dev = true),
    'chat: is internal: workers_dev must be false',
  ],
  [
    'an internal Worker with preview addresses',
    (c) => delete c.chat.preview_urls,
    'chat: is internal: preview_urls must be false',
  ],
  [
    'the stand-ins with an environment',
    (c) => (c['local-cloud'].env = { production: { name: 'bulkhead-local-cloud' } }),
    'local-cloud: is never deployed and has no environments',
  ],
  [
    'production bound to the stand-ins',
    (c) => production(c.gateway).services!.push({ binding: 'LOCAL_CLOUD', service: 'bulkhead-local-cloud' }),
    'gateway: LOCAL_CLOUD binds bulkhead-local-cloud outside the local environment',
  ],
  [
    'a local environment that could be deployed over production',
    (c) => delete c.observe.services,
    'observe: must bind bulkhead-local-cloud at the top level, or it can be deployed without --env production',
  ],
  [
    'a production Worker under another name',
    (c) => delete production(c.rag).name,
    'rag: env.production must repeat the name, else it becomes another Worker',
  ],
  [
    'a production Worker that believes it is local',
    (c) => (production(c.gateway).vars!['ENVIRONMENT'] = 'local'),
    'gateway: the var ENVIRONMENT must be "production" in env.production',
  ],
  [
    'a Worker that nobody hears in production',
    (c) => delete production(c.chat).tail_consumers,
    'chat: has no tail consumer bulkhead-observe',
  ],
  [
    'an observer that hears itself',
    (c) => (c.observe.tail_consumers = [{ service: 'bulkhead-observe' }]),
    'observe: must not be its own tail consumer',
  ],
])('finds %s', (_, change, problem) => {
  expect(findConfigProblems(house(change))).toContain(problem)
})

test('finds an app that is missing and an entry without default export', () => {
  const withoutChat = house().filter(({ app }) => app !== 'chat')
  const broken = withoutChat.map((worker) =>
    worker.app === 'rate-limit' ? { ...worker, exports: ['RateLimit', 'RateLimiter'] } : worker,
  )

  expect(findConfigProblems(broken)).toEqual(
    expect.arrayContaining([
      'gateway: apps/chat is missing',
      'rate-limit: its entry has no default export, so wrangler dev cannot start it',
    ]),
  )
})
