/// <reference types="@cloudflare/vitest-plugin/types" />
import type { ChatService, ChatTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { env, exports } from 'cloudflare:workers'

import type { AiCall, AiStep, RagScript, Settled } from './fakes.worker.ts'

interface FakeAi {
  run(model: string, inputs: object): Promise<unknown>
  script(steps: readonly AiStep[]): Promise<void>
  release(): Promise<boolean>
  calls(): Promise<AiCall[]>
  cancelled(): Promise<number>
  sentBytes(): Promise<number>
}
interface FakeRateLimit {
  refuseReservations(refusal: object | undefined): Promise<void>
  settled(): Promise<Settled[]>
  reserved(): Promise<{ reservationId: string; tokens: number }[]>
  clear(): Promise<void>
}
interface FakeRag {
  script(script: RagScript): Promise<void>
  searches(): Promise<{ ctx: Record<string, unknown>; tenant: unknown; request: Record<string, unknown> }[]>
}

interface Fakes {
  readonly AI: FakeAi
  readonly RATE_LIMIT: FakeRateLimit
  readonly RAG: FakeRag
  /** The real one. */
  readonly FLAGS: KVNamespace
}

/** vitest.config.ts puts the fakes where chat's own bindings are. */
function hasFakes(bindings: unknown): bindings is Fakes {
  return typeof bindings === 'object' && bindings !== null && 'AI' in bindings
}

function hasChat(entrypoints: unknown): entrypoints is { readonly Chat: ChatService } {
  return typeof entrypoints === 'object' && entrypoints !== null && 'Chat' in entrypoints
}

const bindings: unknown = env
const entrypoints: unknown = exports
if (!hasFakes(bindings) || !hasChat(entrypoints)) throw new Error('not inside the test Worker')
export const ai = bindings.AI
export const rateLimit = bindings.RATE_LIMIT
export const rag = bindings.RAG
export const flags = bindings.FLAGS
export const chat = entrypoints.Chat

let requests = 0

export function contextFor(tenant: string, more: Partial<RequestContext> = {}): RequestContext {
  requests += 1
  return {
    requestId: `req_${requests}`,
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    tenantId: parseTenantId(tenant),
    keyId: 'k00000000000',
    route: '/v1/chat/completions',
    deadline: Date.now() + 30_000,
    reservationId: `rsv_${requests}`,
    reservedTokens: 5_000,
    estimatedTokens: 5_000,
    ...more,
  }
}

/**
 * The same request sent again, as the gateway passes it on: what the first one reserved is settled and holds
 * nothing.
 */
export function repeated(ctx: RequestContext): RequestContext {
  return { ...ctx, requestId: `${ctx.requestId}_again`, reservedTokens: 0 }
}

export function tenantWith(chatConfig: Partial<ChatTenant['chat']> = {}): ChatTenant {
  return {
    chat: {
      model: '@cf/first',
      fallbackModels: ['@cf/second'],
      allowedModels: ['@cf/other'],
      systemPrompt: 'Be brief.',
      maxOutputTokens: 100,
      timeouts: { firstTokenMs: 300, idleMs: 300, totalMs: 5_000 },
      ...chatConfig,
    },
    sessions: { maxMessages: 1_000, retentionDays: 30, archive: false, maxBytes: 1_024 ** 3 },
    rag: {
      enabled: true,
      topK: 4,
      chunkTokens: 250,
      overlapTokens: 30,
      maxDocuments: 10,
      maxBytes: 1_000_000_000,
      rerank: false,
    },
    flags: {},
  }
}

/**
 * The settlements of a request, once at least `count` are there: they are collected for some 20 ms before
 * they are sent.
 */
export async function settledFor(ctx: RequestContext, count = 1): Promise<Settled[]> {
  const own = async () =>
    (await rateLimit.settled()).filter((entry) => entry.reservationId.startsWith(String(ctx.reservationId)))
  for (let tries = 0; tries < 200; tries++) {
    if ((await own()).length >= count) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  // Whatever is settled twice is settled within another batch.
  await new Promise((resolve) => setTimeout(resolve, 30))
  return own()
}

/** The whole stream as text. */
export async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return await new Response(stream).text()
}

export interface ReadEvent {
  readonly id: number
  readonly event: string
  readonly data: Record<string, unknown>
}

/** The named events of a stream. */
export function eventsOf(text: string): ReadEvent[] {
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [, id, name, data = ''] = /^id: (\d+)\nevent: (.+)\ndata: (.*)$/s.exec(event) ?? []
      return { id: Number(id), event: String(name), data: JSON.parse(data) }
    })
}
