import { setTimeout as sleep } from 'node:timers/promises'

import type { SearchRequest } from '@bulkhead/contracts/http/search'
import * as z from 'zod/mini'

export type SearchMode = NonNullable<SearchRequest['mode']>

const MAX_TRIES = 20
const Cited = z.object({
  answer: z.string(),
  citations: z.array(z.object({ documentId: z.string(), quote: z.string() })),
})
const Page = z.object({ data: z.array(z.object({ status: z.string() })), nextCursor: z.nullable(z.string()) })
const Results = z.object({
  results: z.array(z.object({ documentId: z.string(), score: z.number() })),
  warnings: z.array(z.unknown()),
})
const Created = z.object({ id: z.string() })
const Retrieved = z.object({
  sources: z.array(z.object({ documentId: z.string() })),
  query: z.optional(z.string()),
})

export interface Sources {
  readonly documentIds: readonly string[]
  /** What the documents were asked. */
  readonly query: string
}

export interface Ranking {
  readonly documentIds: readonly string[]
  /** Of the best chunk of each. */
  readonly scores: readonly number[]
  /** The answer was poorer than it should be, so it must not be measured. */
  readonly isDegraded: boolean
}

/** The few calls of the public API that the benches make, as one tenant. */
export class ApiClient {
  readonly #base: URL
  readonly #headers: Readonly<Record<string, string>>

  constructor(base: URL, key: string) {
    this.#base = base
    this.#headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  }

  async addDocument(document: {
    id: string
    title?: string
    text: string
    format?: 'markdown'
  }): Promise<void> {
    await this.#send('POST', '/v1/documents', document)
  }

  async deleteDocument(id: string): Promise<void> {
    await this.#send('DELETE', `/v1/documents/${encodeURIComponent(id)}`)
  }

  /** How many documents are in each state. */
  async countStates(): Promise<Map<string, number>> {
    const counts = new Map<string, number>()
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page = z.parse(Page, await this.#send('GET', `/v1/documents?limit=100${query}`))
      for (const { status } of page.data) counts.set(status, (counts.get(status) ?? 0) + 1)
      cursor = page.nextCursor
    }
    return counts
  }

  /** Documents by their best chunk. */
  async search(query: string, topK: number, mode: SearchMode, rerank = false): Promise<Ranking> {
    const { results, warnings } = z.parse(
      Results,
      await this.#send('POST', '/v1/search', { query, topK, mode, rerank }),
    )
    const best = new Map(results.toReversed().map(({ documentId, score }) => [documentId, score]))
    const documentIds = [...new Set(results.map(({ documentId }) => documentId))]
    return {
      documentIds,
      scores: documentIds.map((id) => best.get(id) ?? 0),
      isDegraded: results.length > 0 && warnings.length > 0,
    }
  }

  async answer(question: string): Promise<z.infer<typeof Cited>> {
    return z.parse(Cited, await this.#send('POST', '/v1/answers', { question }))
  }

  async createSession(): Promise<string> {
    return z.parse(Created, await this.#send('POST', '/v1/sessions', {})).id
  }

  /** The documents that an answer of a session was given, best first. */
  async sourcesFor(sessionId: string, content: string, rewrite: boolean): Promise<Sources> {
    const body = { content, stream: true, retrieval: { rewrite } }
    const events = await this.#text('POST', `/v1/sessions/${sessionId}/messages`, body)
    const [, data = '{}'] = /^event: retrieval\ndata: (.*)$/m.exec(events) ?? []
    const { sources, query } = z.parse(Retrieved, JSON.parse(data))
    return { documentIds: [...new Set(sources.map(({ documentId }) => documentId))], query: query ?? content }
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = await this.#text(method, path, body)
    return text === '' ? undefined : JSON.parse(text)
  }

  /** Obeys `Retry-After`. */
  async #text(method: string, path: string, body?: unknown): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(new URL(path, this.#base), {
        method,
        headers: this.#headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (response.ok) return text
      const retryAfter = response.headers.get('retry-after')
      if (retryAfter === null || attempt === MAX_TRIES) {
        throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
      }
      await sleep(Number(retryAfter) * 1_000)
    }
  }
}
