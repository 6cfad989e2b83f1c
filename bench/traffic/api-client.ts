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
  async search(query: string, topK: number, mode: SearchMode): Promise<Ranking> {
    const { results, warnings } = z.parse(
      Results,
      await this.#send('POST', '/v1/search', { query, topK, mode }),
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

  /** Obeys `Retry-After`. */
  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(new URL(path, this.#base), {
        method,
        headers: this.#headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (response.ok) return text === '' ? undefined : JSON.parse(text)
      const retryAfter = response.headers.get('retry-after')
      if (retryAfter === null || attempt === MAX_TRIES) {
        throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
      }
      await sleep(Number(retryAfter) * 1_000)
    }
  }
}
