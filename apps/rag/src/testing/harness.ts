import type { RequestContext } from '@bulkhead/contracts/context'
import type { Document, DocumentInput } from '@bulkhead/contracts/http/documents'
import type { SearchRequest } from '@bulkhead/contracts/http/search'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RagService, RagTenant } from '@bulkhead/contracts/rag'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env as testEnv, exports } from 'cloudflare:workers'
import { expect, vi } from 'vitest'

import type { CorpusObject } from '../corpus-protocol.ts'
import type { Corpus } from '../corpus/corpus.ts'
import type { RagEnv } from '../env.ts'
import { consume } from '../ingest/consume.ts'
import { corpusName } from '../names.ts'
import { runOf, startInvocation, type Run } from '../run.ts'

interface Switchboard {
  tell(command: string, value: object): Promise<FakeState>
}

/** The bindings as rag sees them; two of them lead to fakes that can be told what to do. */
type TestEnv = Omit<RagEnv, 'CORPORA'> & {
  readonly CORPORA: Pick<DurableObjectNamespace<Corpus>, 'getByName'> & RagEnv['CORPORA']
  readonly AI: Switchboard
  readonly RATE_LIMIT: Switchboard
}

function isTestEnv(bindings: unknown): bindings is TestEnv {
  return typeof bindings === 'object' && bindings !== null && 'AI' in bindings
}

function hasRag(entrypoints: unknown): entrypoints is { readonly Rag: RagService } {
  return typeof entrypoints === 'object' && entrypoints !== null && 'Rag' in entrypoints
}

if (!isTestEnv(testEnv) || !hasRag(exports)) throw new Error('not inside the test Worker')
export const env = testEnv
export const rag = exports.Rag

export const TENANT: RagTenant = {
  rag: {
    enabled: true,
    topK: 8,
    chunkTokens: 60,
    overlapTokens: 10,
    maxDocuments: 100,
    maxBytes: 1_000_000_000,
    rerank: false,
  },
  flags: {},
}

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

export function contextOf(tenant: string, more: Partial<RequestContext> = {}): RequestContext {
  return {
    requestId: 'req_test',
    traceparent: TRACEPARENT,
    tenantId: parseTenantId(tenant),
    keyId: 'abcdefghijkl',
    route: '/test',
    deadline: Date.now() + 20_000,
    ...more,
  }
}

interface FakeState {
  readonly aiCalls: readonly number[]
  readonly rankings: readonly number[]
  readonly vectors: readonly { readonly id: string; readonly index: string; readonly namespace: string }[]
  readonly reservations: readonly (readonly [string, number])[]
  readonly settled: readonly (readonly [string, number])[]
}

/** A run of the Worker's own code, with some of its bindings replaced. */
export function runWith(
  over: Partial<RagEnv>,
  ctx: RequestContext,
  execution: ExecutionContext = createExecutionContext(),
): Run {
  return runOf(startInvocation({ ...env, ...over }, execution, 'rag/test'), ctx)
}

export const cloud = (command: string, value: object = {}) => env.AI.tell(command, value)
export const limits = (command: string, value: object = {}) => env.RATE_LIMIT.tell(command, value)

export async function resetFakes(): Promise<void> {
  await cloud('reset')
  await limits('reset')
}

export async function put(
  tenant: string,
  input: DocumentInput,
): Promise<{ id: string; version: number; status: string }> {
  return unwrap(await rag.putDocument(contextOf(tenant), TENANT, input))
}

export async function get(tenant: string, id: string): Promise<Document> {
  return unwrap(await rag.getDocument(contextOf(tenant), id))
}

export async function search(tenant: string, request: SearchRequest) {
  return unwrap(await rag.search(contextOf(tenant), TENANT, request))
}

/** Runs one batch through a consumer, as the queue would. */
export async function deliver(
  tenant: string,
  refs: readonly (readonly [documentId: string, version: number])[],
  { queue = 'bulkhead-ingest', over = {} }: { queue?: string; over?: Partial<RagEnv> } = {},
) {
  const messages = refs.map(([documentId, version], at) => ({
    id: `m${at}`,
    timestamp: new Date(),
    attempts: 1,
    body: {
      v: 1,
      tenantId: tenant,
      documentId,
      version,
      requestId: 'req_test',
      traceparent: TRACEPARENT,
    },
  }))
  const run = createExecutionContext()
  const batch = createMessageBatch(queue, messages)
  await consume(batch, { ...env, ...over }, run)
  const { explicitAcks, retryMessages } = await getQueueResult(batch, run)
  return messages.map(({ id }) => {
    if (explicitAcks.includes(id)) return 'ack'
    return retryMessages.some(({ msgId }) => msgId === id) ? 'retry' : 'none'
  })
}

export function corpusStub(tenant: string) {
  return env.CORPORA.getByName(corpusName(parseTenantId(tenant)))
}

type Args<K extends keyof CorpusObject> = Parameters<CorpusObject[K]>

/** The tenant's Corpus, whose refusals are thrown. */
export function corpusOf(tenant: string) {
  const asked: RagEnv = env
  const corpus = asked.CORPORA.getByName(corpusName(parseTenantId(tenant)))
  return {
    claim: async (...args: Args<'claim'>) => unwrap(await corpus.claim(...args)),
    stage: async (...args: Args<'stage'>) => unwrap(await corpus.stage(...args)),
    publish: async (...args: Args<'publish'>) => unwrap(await corpus.publish(...args)),
    passages: async (...args: Args<'passages'>) => unwrap(await corpus.passages(...args)),
    upserted: async (...args: Args<'upserted'>) => unwrap(await corpus.upserted(...args)),
    renew: async (...args: Args<'renew'>) => unwrap(await corpus.renew(...args)),
    yieldTurn: async (...args: Args<'yieldTurn'>) => unwrap(await corpus.yieldTurn(...args)),
    defer: async (...args: Args<'defer'>) => unwrap(await corpus.defer(...args)),
    readerEnded: async (...args: Args<'readerEnded'>) => unwrap(await corpus.readerEnded(...args)),
    get: async (...args: Args<'get'>) => unwrap(await corpus.get(...args)),
  }
}

/** Puts a document and takes it all the way to `indexed`. */
export async function index(tenant: string, input: DocumentInput): Promise<Document> {
  const { id, version } = await put(tenant, input)
  await deliver(tenant, [[id, version]])
  await eventually(tenant, async () => expect((await get(tenant, id)).status).toBe('indexed'))
  return get(tenant, id)
}

/** Changes what no caller could: lets leases end, breaks a row. */
export async function alter(tenant: string, statements: string): Promise<void> {
  await runInDurableObject(corpusStub(tenant), (_, state) => {
    state.storage.sql.exec(statements)
  })
}

/** What a query of the Corpus's own tables counts. */
export async function count(
  tenant: string,
  table: 'chunk' | 'words' | 'version' | 'discard',
): Promise<number> {
  return runInDurableObject(corpusStub(tenant), (_, state) => {
    return state.storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n
  })
}

export const callerOf = (tenant: string) => ({ tenantId: parseTenantId(tenant), requestId: 'req_test' })

/** Makes everything that waits due, and runs the alarm. */
export async function settle(tenant: string): Promise<void> {
  await runInDurableObject(corpusStub(tenant), (_, state) => {
    state.storage.sql.exec(
      `UPDATE version SET due_ms = 1, not_before_ms = 0 WHERE due_ms IS NOT NULL; UPDATE discard SET due_ms = 1`,
    )
    return state.storage.setAlarm(Date.now() + 60_000)
  })
  await runDurableObjectAlarm(corpusStub(tenant))
}

/**
 * Lets the alarm do its work until `check` holds. An alarm of the runtime's own may be at it too, so once is
 * not always enough.
 */
export async function eventually(tenant: string, check: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      await settle(tenant)
      await check()
    },
    { timeout: 4_000 },
  )
}
