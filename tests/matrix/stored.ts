import type { App } from '@bulkhead/harness/apps'
import type { HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'

/** One thing that is stored: where, and everything that it holds as text. */
export interface Stored {
  readonly where: string
  readonly text: string
}

const OBJECTS: readonly (readonly [App, string])[] = [
  ['rate-limit', 'RateLimiter'],
  ['chat', 'ChatSession'],
  ['chat', 'SessionDirectory'],
  ['chat', 'Completion'],
  ['rag', 'Corpus'],
  ['local-cloud', 'LocalIndex'],
]
const BUCKETS: readonly (readonly [App, string])[] = [
  ['rag', 'DOCUMENTS'],
  ['chat', 'ARCHIVE'],
]

/** Everything that the Workers have stored: each Durable Object as one text, each object of R2 as another. */
export async function everythingStored(bulkhead: HarnessedBulkhead): Promise<Stored[]> {
  const all: Stored[] = []
  for (const [app, className] of OBJECTS) {
    for (const id of await bulkhead.worker(app).listDurableObjectIds(className))
      all.push({ where: `${className} ${id}`, text: await objectText(bulkhead, app, { className, id }) })
  }
  for (const [app, binding] of BUCKETS) all.push(...(await bucketTexts(bulkhead, app, binding)))
  return all
}

async function objectText(
  bulkhead: HarnessedBulkhead,
  app: App,
  { className, id }: { className: string; id: string },
): Promise<string> {
  const storage = await bulkhead.worker(app).getDurableObjectStorage(className, { id })
  const tables = await storage.exec<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND sql NOT LIKE '%VIRTUAL%'",
  )
  const rows: unknown[] = []
  for (const { name } of tables) rows.push(name, await storage.exec(`SELECT * FROM "${name}"`))
  return JSON.stringify(rows, asText)
}

/** Bytes are read as text too: content may be kept as either. */
function asText(_key: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    return new TextDecoder().decode(value as ArrayBuffer)
  return value
}

async function bucketTexts(bulkhead: HarnessedBulkhead, app: App, binding: string): Promise<Stored[]> {
  const bucket = (await bulkhead.worker(app).getEnv())[binding] as Bucket
  const { objects } = await bucket.list()
  return Promise.all(
    objects.map(async ({ key }) => ({
      where: `${binding} ${key}`,
      text: (await (await bucket.get(key))?.text()) ?? '',
    })),
  )
}

interface Bucket {
  list(): Promise<{ objects: readonly { readonly key: string }[] }>
  get(key: string): Promise<{ text(): Promise<string> } | null>
}
