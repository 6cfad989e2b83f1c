import { WorkerEntrypoint } from 'cloudflare:workers'

/**
 * Stand-ins for what control calls. They remember what they were sent, and a test can make a tenant's home
 * object fail. Plain types only: this file is stripped, not bundled.
 */

interface Change {
  epoch: number
  from?: number
  full: boolean
  deleted?: boolean
  [name: string]: unknown
}

const accept = <T>(value: T) => ({ ok: true, value })
const puts = new Map<string, Change[]>()
const copies = new Map<string, number>()
const erased = new Map<string, number>()
const down = new Set<string>()
let usageCalls = 0
const rows = new Map<string, object[]>()

export class RateLimit extends WorkerEntrypoint {
  async put(tenantId: string, change: Change) {
    if (down.has(tenantId)) throw new Error('the home object is down')
    puts.set(tenantId, [...(puts.get(tenantId) ?? []), change])
    if (!change.full && copies.get(tenantId) !== change.from) return accept({ stale: true })
    copies.set(tenantId, change.epoch)
    return accept({ epoch: change.epoch, enforcedAt: new Date().toISOString() })
  }

  async erase({ tenantId }: { tenantId: string }) {
    erased.set(tenantId, (erased.get(tenantId) ?? 0) + 1)
    return accept({ rows: 3 })
  }

  async usage({ tenantId }: { tenantId: string }) {
    const requests = { limit: 60, burst: 10, remaining: 10, resetsAt: new Date().toISOString() }
    return accept({ limits: { requests }, key: { id: tenantId, limits: {} }, days: [] })
  }

  async usageRows({ tenantId }: { tenantId: string }, { cursor }: { cursor?: string }) {
    const all = rows.get(tenantId) ?? []
    const at = Number(cursor ?? 0)
    const nextCursor = at + 1 < all.length ? String(at + 1) : null
    return accept({ rows: all.slice(at, at + 1), nextCursor })
  }

  /** As rate-limit does: what has more to come ends the list. */
  async usageRowsOf(asks: readonly { ctx: { tenantId: string }; ask: { cursor?: string } }[]) {
    usageCalls += 1
    const pages = []
    for (const { ctx, ask } of asks) {
      const page = await this.usageRows(ctx, ask)
      pages.push(page.value)
      if (page.value.nextCursor !== null) break
    }
    return accept(pages)
  }

  async usageCalls() {
    return usageCalls
  }

  async ping() {
    return 'ok'
  }

  async breakFor(tenantId: string) {
    down.add(tenantId)
  }

  async mendFor(tenantId: string) {
    down.delete(tenantId)
  }

  async forget(tenantId: string) {
    copies.delete(tenantId)
  }

  async putsOf(tenantId: string) {
    return puts.get(tenantId) ?? []
  }

  async erasuresOf(tenantId: string) {
    return erased.get(tenantId) ?? 0
  }

  async setRows(tenantId: string, some: object[]) {
    rows.set(tenantId, some)
  }
}

const AT = '2026-11-29T06:00:00.000Z'
/** A document that could not be read. */
const FAILED = {
  id: 'scan',
  title: 'A scan',
  status: 'failed',
  version: 1,
  format: 'pdf',
  bytes: 10,
  chunks: 0,
  metadata: {},
  createdAt: AT,
  updatedAt: AT,
  error: { code: 'no_text', message: 'The file holds no text.' },
}

export class Chat extends WorkerEntrypoint {
  async erase() {
    return accept({ sessions: 2, messages: 7 })
  }

  async ping() {
    return 'ok'
  }
}

export class Rag extends WorkerEntrypoint {
  async erase() {
    return accept({ documents: 1, chunks: 4 })
  }

  async retryAll() {
    return accept({ retried: 2 })
  }

  async embeddingProgress() {
    return accept({ stamp: null, move: null })
  }

  async listDocuments() {
    return accept({ data: [FAILED], nextCursor: null })
  }

  async ping() {
    return 'ok'
  }
}

export class Observe extends WorkerEntrypoint {
  async metrics() {
    return accept('')
  }

  async traffic() {
    return accept({ seconds: 300, requests: 1, failed: 0, p50Ms: 10, p95Ms: 10 })
  }

  async trafficSeries({ step }: { step: string }) {
    const bucket = { at: AT, requests: 1, refused: 0, failed: 0, leftOut: 0, p50Ms: 10, p95Ms: 10 }
    const stepSeconds = step === '5m' ? 300 : 3_600
    return accept({ stepSeconds, from: AT, to: AT, keptSince: AT, buckets: [bucket] })
  }

  async requests() {
    const retention = { hours: 24, requests: 20_000, perSecond: 100 }
    return accept({ data: [{ requestId: 'req_1', at: AT }], nextCursor: null, retention })
  }

  async request(requestId: string) {
    const model = '@cf/meta/llama-3.1-8b-instruct-fp8'
    const tokens = { promptTokens: 1_000, completionTokens: 100 }
    const attempt = { message: 'ai attempt', timestamp: AT, model, outcome: 'ok', ...tokens }
    return accept({ requestId, at: AT, lines: requestId === 'req_2' ? [attempt] : [], spans: [] })
  }
}

// oxlint-disable-next-line import/no-default-export -- a Worker
export default { fetch: () => new Response(null, { status: 404 }), tail: () => undefined }
