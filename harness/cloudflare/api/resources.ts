import { nextId, nowOf, type Queue } from '../account.ts'
import { done, jsonOf, page, Refused, type Answer, type Asked } from './answer.ts'

type Route = readonly [pattern: string, handle: (asked: Asked) => Answer]

const queueOf = ({ id, name, consumers }: Queue) => ({
  queue_id: id,
  queue_name: name,
  producers: [],
  producers_total_count: 0,
  consumers: [...consumers.values()],
  consumers_total_count: consumers.size,
})

const NAMESPACES: Route[] = [
  [
    'GET /storage/kv/namespaces',
    ({ account, query }) =>
      page(
        [...account.namespaces].map(([id, title]) => ({ id, title })),
        query,
      ),
  ],
  [
    'POST /storage/kv/namespaces',
    (asked) => {
      const { title } = jsonOf(asked)
      const { namespaces } = asked.account
      if ([...namespaces.values()].includes(title)) {
        throw new Refused(400, 10014, 'A namespace with this account ID and title already exists.')
      }
      const id = nextId(asked.account).replaceAll('-', '')
      namespaces.set(id, title)
      return done({ id, title, supports_url_encoding: true })
    },
  ],
  [
    'DELETE /storage/kv/namespaces/:id',
    ({ account, params }) => {
      account.namespaces.delete(params['id'] ?? '')
      return done({})
    },
  ],
]

const BUCKETS: Route[] = [
  [
    'GET /r2/buckets',
    ({ account, headers }) => {
      const jurisdiction = headers.get('cf-r2-jurisdiction') ?? undefined
      const inIt = [...account.buckets].filter(([, bucket]) => bucket.jurisdiction === jurisdiction)
      return done({ buckets: inIt.map(([name]) => ({ name, creation_date: nowOf(account) })) })
    },
  ],
  [
    'GET /r2/buckets/:name',
    ({ account, params }) => {
      const { name = '' } = params
      if (!account.buckets.has(name)) throw new Refused(404, 10006, 'The specified bucket does not exist.')
      return done({ name, creation_date: nowOf(account) })
    },
  ],
  [
    'POST /r2/buckets',
    (asked) => {
      const { name } = jsonOf(asked)
      const { buckets } = asked.account
      if (buckets.has(name)) {
        throw new Refused(409, 10004, 'The bucket you tried to create already exists, and you own it.')
      }
      buckets.set(name, { jurisdiction: asked.headers.get('cf-r2-jurisdiction') ?? undefined })
      return done({ name })
    },
  ],
  [
    'DELETE /r2/buckets/:name',
    ({ account, params: { name = '' }, headers }) => {
      const jurisdiction = headers.get('cf-r2-jurisdiction') ?? undefined
      const bucket = account.buckets.get(name)
      if (bucket === undefined || bucket.jurisdiction !== jurisdiction)
        throw new Refused(404, 10006, 'The specified bucket does not exist.')
      account.buckets.delete(name)
      return done({})
    },
  ],
]

function queueById({ account, params }: Asked): Queue {
  const found = [...account.queues.values()].find(({ id }) => id === params['id'])
  if (found === undefined) throw new Refused(404, 11000, 'queue not found')
  return found
}

function putConsumer(asked: Asked): Answer {
  const queue = queueById(asked)
  const consumer = jsonOf(asked)
  const script = consumer.script_name
  if (!asked.account.workers.has(script)) throw new Refused(400, 11001, `script ${script} does not exist`)
  if (asked.method === 'POST' && queue.consumers.has(script)) {
    throw new Refused(400, 11004, `Queue ${queue.name} already has a consumer`)
  }
  const known = queue.consumers.get(script)?.['consumer_id']
  const made = { consumer_id: known ?? nextId(asked.account).replaceAll('-', ''), script, ...consumer }
  queue.consumers.set(script, made)
  return done(made)
}

const QUEUES: Route[] = [
  [
    'GET /queues',
    ({ account, query }) => {
      const names = query.getAll('name')
      const found = [...account.queues.values()].filter(
        ({ name }) => names.length === 0 || names.includes(name),
      )
      return page(found.map(queueOf), query)
    },
  ],
  [
    'POST /queues',
    (asked) => {
      const { queue_name: name } = jsonOf(asked)
      const { queues } = asked.account
      if (queues.has(name)) throw new Refused(409, 11009, `Queue name '${name}' is already taken.`)
      const queue = { id: nextId(asked.account).replaceAll('-', ''), name, consumers: new Map() }
      queues.set(name, queue)
      return done(queueOf(queue))
    },
  ],
  [
    'DELETE /queues/:id',
    (asked) => {
      asked.account.queues.delete(queueById(asked).name)
      return done({})
    },
  ],
  ['GET /queues/:id/consumers', (asked) => done([...queueById(asked).consumers.values()])],
  ['POST /queues/:id/consumers', putConsumer],
  ['PUT /queues/:id/consumers/:consumer', putConsumer],
]

const indexView = (name: string, { dimensions, metric }: { dimensions: number; metric: string }) => ({
  name,
  config: { dimensions, metric },
})

const INDEXES: Route[] = [
  [
    'GET /vectorize/v2/indexes',
    ({ account }) => done([...account.indexes].map(([name, index]) => indexView(name, index))),
  ],
  [
    'POST /vectorize/v2/indexes',
    (asked) => {
      const { name, config } = jsonOf(asked)
      const { indexes } = asked.account
      if (indexes.has(name)) throw new Refused(409, 3002, 'vectorize.index.duplicate_name')
      const index = { dimensions: config.dimensions, metric: config.metric }
      indexes.set(name, index)
      return done(indexView(name, index))
    },
  ],
  [
    'DELETE /vectorize/v2/indexes/:name',
    ({ account, params }) => {
      account.indexes.delete(params['name'] ?? '')
      return done(null)
    },
  ],
]

const GATEWAYS: Route[] = [
  [
    'GET /ai-gateway/gateways',
    ({ account, query }) =>
      page(
        [...account.gateways].map((id) => ({ id })),
        query,
      ),
  ],
  [
    'POST /ai-gateway/gateways',
    (asked) => {
      const { id } = jsonOf(asked)
      if (asked.account.gateways.has(id)) throw new Refused(409, 7001, 'Gateway with this ID already exists')
      asked.account.gateways.add(id)
      return done({ id })
    },
  ],
  [
    'DELETE /ai-gateway/gateways/:id',
    ({ account, params }) => {
      account.gateways.delete(params['id'] ?? '')
      return done({})
    },
  ],
]

/** What a deployment stores things in. */
export const RESOURCE_ROUTES: readonly Route[] = [
  ...NAMESPACES,
  ...BUCKETS,
  ...QUEUES,
  ...INDEXES,
  ...GATEWAYS,
]
