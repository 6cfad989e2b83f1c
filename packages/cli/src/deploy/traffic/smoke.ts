import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { answerOf, everyItem, type AdminClient, type Schemas } from '@bulkhead/admin-client/admin-client'
import * as z from 'zod/mini'

import { unchecked } from '../../api.ts'
import { Failure } from '../../failure.ts'
import type { Ask, Site } from './site.ts'

/** How long a version may take to be everywhere, and the first calls of cold Workers to be answered. */
const SPREAD_MS = 60_000
/** How long a document may take to be found. */
const INGEST_MS = 180_000
const LOOK_EVERY_MS = 500
const TOKENS_A_DAY = 100_000

const FACT = 'The harbour master of Port Ellery is called Ada Nkemelu.'

const NewKey = z.object({ id: z.string(), key: z.string() })
const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.nullable(z.string()) }) })),
})
const Answer = z.object({ citations: z.array(z.object({ documentId: z.string() })) })
const Document = z.object({ id: z.string(), status: z.string() })

export interface SmokeInput {
  readonly site: Site
  readonly admin: AdminClient
  readonly tenantId: string
  /** The version that is tested; left out: whichever answers everybody. */
  readonly version?: string | undefined
}

/** A tenant that lives as long as `work` does: it is erased whatever comes of it. */
export async function withSmokeTenant(
  { admin, model }: { readonly admin: AdminClient; readonly model: string },
  work: (tenantId: string) => Promise<void>,
): Promise<void> {
  await eraseLeftovers(admin)
  const id = `smoke-${randomBytes(5).toString('hex')}`
  await answerOf(admin.POST('/admin/v1/tenants', { body: tenant(id, model) }))
  const erase = () => answerOf(admin.DELETE('/admin/v1/tenants/{id}', { params: { path: { id } } }))
  try {
    await work(id)
  } catch (thrown) {
    // What went wrong first matters; the next run erases what is left over.
    await erase().catch(() => {})
    throw thrown
  }
  await erase()
}

/** A key of the tenant; it dies with it. */
export async function smokeKey(
  admin: AdminClient,
  tenantId: string,
  body: object,
): Promise<z.infer<typeof NewKey>> {
  const params = { path: { id: tenantId } }
  const wish = unchecked<Schemas['CreateKey']>(body)
  return NewKey.parse(await answerOf(admin.POST('/admin/v1/tenants/{id}/keys', { params, body: wish })))
}

/** Every Worker answers, and the gateway in the version that is meant. */
export async function answersAtAll({ site, version }: Pick<SmokeInput, 'site' | 'version'>): Promise<void> {
  const isMeant = (response: Response) =>
    version === undefined || response.headers.get('x-bulkhead-version') === version
  await site.until('/healthz', { version }, (response) => response.ok && isMeant(response), SPREAD_MS)
  await site.until('/readyz', { version }, ({ ok }) => ok, SPREAD_MS)
}

/**
 * What a tenant does: chat, a stream, an upload, a cited answer, a refusal over budget, a revoked key.
 *
 * @throws Failure with the first thing that went wrong
 */
export async function smoke({ site, admin, version, tenantId }: SmokeInput): Promise<void> {
  await answersAtAll({ site, version })
  const keyFor = (body: object) => smokeKey(admin, tenantId, body)
  const scopes = ['chat', 'search', 'documents:read', 'documents:write']
  const { id: keyId, key } = await keyFor({ scopes })
  const ask = (route: string, more: Ask = {}) => site.fetch(route, { key, version, ...more })

  await chats(ask)
  await streams(ask)
  await answersFromADocument(ask)
  const poor = await keyFor({ scopes: ['chat'], limits: { tokensPerDay: 1 } })
  const refused = await ask('/v1/chat/completions', { method: 'POST', key: poor.key, body: HELLO })
  await expectStatus(refused, 402, 'a question over budget')
  const revoked = { path: { id: tenantId, keyId } }
  await answerOf(admin.DELETE('/admin/v1/tenants/{id}/keys/{keyId}', { params: revoked }))
  await expectStatus(await ask('/v1/models'), 401, 'a revoked key')
}

type AskKey = (route: string, more?: Ask) => Promise<Response>

const HELLO = { messages: [{ role: 'user', content: 'Say hello.' }], max_tokens: 64 }

async function chats(ask: AskKey): Promise<void> {
  const response = await ask('/v1/chat/completions', { method: 'POST', body: HELLO })
  const { choices } = Completion.parse(await jsonOf(response, 200, 'a chat completion'))
  if (!choices[0]?.message.content) throw new Failure('smoke: a chat completion came back empty')
}

async function streams(ask: AskKey): Promise<void> {
  const response = await ask('/v1/chat/completions', { method: 'POST', body: { ...HELLO, stream: true } })
  const text = await textOf(response, 200, 'a stream')
  if (!text.trimEnd().endsWith('data: [DONE]')) throw new Failure('smoke: a stream ended without [DONE]')
}

async function answersFromADocument(ask: AskKey): Promise<void> {
  const body = { title: 'Harbours', text: FACT, format: 'text' }
  const { id } = Document.parse(
    await jsonOf(await ask('/v1/documents', { method: 'POST', body }), 202, 'an upload'),
  )
  await untilFound(ask, id)
  const question = { question: 'What is the harbour master of Port Ellery called?' }
  const answer = await jsonOf(await ask('/v1/answers', { method: 'POST', body: question }), 200, 'an answer')
  if (!Answer.parse(answer).citations.some(({ documentId }) => documentId === id)) {
    throw new Failure('smoke: an answer did not cite the document that was just uploaded')
  }
}

async function untilFound(ask: AskKey, id: string): Promise<void> {
  const endMs = Date.now() + INGEST_MS
  for (;;) {
    const { status } = Document.parse(
      await jsonOf(await ask(`/v1/documents/${encodeURIComponent(id)}`), 200, 'a document'),
    )
    if (status === 'indexed' || status === 'searchable') return
    const isLate = Date.now() > endMs
    if (status === 'failed' || isLate)
      throw new Failure(`smoke: a document is still ${status}; see the logs of rag`)
    await sleep(LOOK_EVERY_MS)
  }
}

async function expectStatus(response: Response, status: number, what: string): Promise<void> {
  await textOf(response, status, what)
}

async function jsonOf(response: Response, status: number, what: string): Promise<unknown> {
  return JSON.parse(await textOf(response, status, what))
}

async function textOf(response: Response, status: number, what: string): Promise<string> {
  const text = await response.text()
  if (response.status === status) return text
  const requestId = response.headers.get('x-request-id') ?? 'without an id'
  throw new Failure(
    `smoke: ${what} answered ${response.status} instead of ${status} (request ${requestId}): ${text.slice(0, 300)}`,
  )
}

function tenant(id: string, model: string): Schemas['TenantDraft'] {
  return {
    id,
    name: 'Smoke test of a deployment',
    status: 'active',
    tier: 'standard',
    chat: { model },
    rateLimit: { requestsPerMinute: 6_000, burst: 1_000 },
    budget: { tokensPerDay: TOKENS_A_DAY },
  }
}

/** A run takes minutes: the tenant of a run on another machine is no leftover. */
const LEFTOVER_MS = 3_600_000

/** Of runs that were broken off. */
async function eraseLeftovers(admin: AdminClient): Promise<void> {
  const leftovers = everyItem((page) =>
    admin.GET('/admin/v1/tenants', { params: { query: { q: 'smoke-', managedBy: 'api', ...page } } }),
  )
  for await (const { id, createdAt } of leftovers) {
    const isOld = Date.now() - Date.parse(createdAt) > LEFTOVER_MS
    if (!isOld || !/^smoke-[0-9a-f]{10}$/.test(id)) continue
    await answerOf(admin.DELETE('/admin/v1/tenants/{id}', { params: { path: { id } } }))
  }
}
