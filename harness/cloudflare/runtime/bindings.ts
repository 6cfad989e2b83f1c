import type { V4WorkerOptions } from 'miniflare'

import { workerNameOf } from '../../apps.ts'
import type { Account, Binding, Version } from '../account.ts'

type Options = Partial<V4WorkerOptions>
type Kind = (binding: Binding, account: Account, version: Version) => Options

/** The local runtime knows no jurisdictions: the var that would choose one is emptied. */
const text = ({ name, text: value }: Binding): Options => ({
  bindings: { [name]: name === 'JURISDICTION' ? '' : String(value) },
})
const standIn = (entrypoint: string, props?: Record<string, unknown>) => ({
  name: workerNameOf('local-cloud'),
  entrypoint,
  ...(props === undefined ? {} : { props }),
})

/** What an uploaded binding is in the local runtime. Workers AI and Vectorize are those of development. */
const KINDS: Readonly<Record<string, Kind>> = {
  plain_text: text,
  secret_text: text,
  json: ({ name, json }) => ({ bindings: { [name]: json as string } }),
  version_metadata: ({ name }, _, { id, tag, createdOn }) => ({
    bindings: { [name]: { id, tag, timestamp: createdOn } },
  }),
  kv_namespace: ({ name, namespace_id: id }) => ({ kvNamespaces: { [name]: { id: String(id) } } }),
  r2_bucket: ({ name, bucket_name: id }) => ({ r2Buckets: { [name]: { id: String(id) } } }),
  queue: ({ name, queue_name: queueName }) => ({
    queueProducers: { [name]: { queueName: String(queueName) } },
  }),
  durable_object_namespace: ({ name, class_name: className }) => ({
    durableObjects: { [name]: { className: String(className), useSQLite: true } },
  }),
  service: ({ name, service, entrypoint }) => ({
    serviceBindings: {
      [name]: {
        name: String(service),
        ...(entrypoint === undefined ? {} : { entrypoint: entrypoint as string }),
      },
    },
  }),
  ratelimit: ({ name, namespace_id: id, simple }) => ({
    ratelimits: {
      [name]: { namespace_id: String(id), simple: simple as { limit: number; period: 10 | 60 } },
    },
  }),
  analytics_engine: ({ name, dataset }) => ({
    analyticsEngineDatasets: { [name]: { dataset: String(dataset) } },
  }),
  ai: ({ name }) => ({ serviceBindings: { [name]: standIn('LocalAi') } }),
  vectorize: ({ name, index_name: index }, { indexes }) => ({
    serviceBindings: {
      [name]: standIn('LocalVectorize', { index, dimensions: indexes.get(String(index))?.dimensions }),
    },
  }),
  // Its files come with the version.
  assets: () => ({}),
}

/** @throws Error for a kind of binding that the simulation does not know */
export function bindingOptions(account: Account, version: Version): Options {
  const options: Record<string, Record<string, unknown>> = {}
  for (const binding of version.bindings) {
    const kind = KINDS[binding.type]
    if (kind === undefined)
      throw new Error(`the simulation does not run bindings of the type ${binding.type}`)
    for (const [field, named] of Object.entries(kind(binding, account, version))) {
      options[field] = { ...options[field], ...(named as Record<string, unknown>) }
    }
  }
  return options
}
