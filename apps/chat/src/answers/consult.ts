import { call, type Patience } from '@bulkhead/calls/call'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { Filter } from '@bulkhead/contracts/http/filter'
import type { Warning } from '@bulkhead/contracts/http/lists'
import type { SearchReply } from '@bulkhead/contracts/http/search'
import { unwrap } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { SOURCES_BUDGET_TOKENS } from '../limits.ts'
import type { Run } from '../run.ts'
import { numberSources, type NumberedSource } from './source.ts'

/** Retrieval makes an answer better but never holds it up for long; rag retries inside. */
const SEARCH: Patience = { timeoutMs: 5_000, attempts: 1, backoffMs: 0 }

const UNAVAILABLE: Warning = {
  code: 'retrieval_unavailable',
  message: 'The answer could not consult your documents and rests on the model alone.',
}
const NOTHING_FOUND: Warning = {
  code: 'no_matching_documents',
  message: 'Nothing in your documents matches this question.',
}

/** A part of the search was away: what it might have found is not known. */
const NOTHING_FOUND_IN_PART: Warning = {
  code: 'no_matching_documents',
  message:
    'Nothing was found by the part of the search that answered; your documents may hold it all the same.',
}

export interface Question {
  readonly text: string
  readonly topK?: number | undefined
  readonly filter?: Filter | undefined
}

export interface Consulted {
  /** The documents were searched, so the answer rests on the sources alone, also when there are none. */
  readonly isGrounded: boolean
  readonly sources: readonly NumberedSource[]
  readonly warnings: readonly Warning[]
}

const AWAY: Consulted = { isGrounded: false, sources: [], warnings: [UNAVAILABLE] }

/** Finds sources for a question. Fails open: without retrieval the answer is poorer and says so. Only a filter that makes no sense is refused. */
export async function consult(
  run: Run,
  tenant: Pick<ChatTenant, 'rag' | 'flags'>,
  question: Question,
): Promise<Consulted> {
  try {
    if (!tenant.rag.enabled) return AWAY
    const { results, warnings } = await search(run, tenant, question)
    const sources = numberSources(results, SOURCES_BUDGET_TOKENS)
    if (sources.length > 0 || warnings.some(({ code }) => code === NOTHING_FOUND.code))
      return { isGrounded: true, sources, warnings }
    const isDegraded = warnings.some(({ code }) => code === 'retrieval_degraded')
    return {
      isGrounded: true,
      sources,
      warnings: [...warnings, isDegraded ? NOTHING_FOUND_IN_PART : NOTHING_FOUND],
    }
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code === 'invalid_request') throw error
    const { tenantId, requestId } = run.ctx
    run.log.warn(
      'answer goes on without retrieval',
      { tenantId, requestId, degraded: 'retrieval' },
      { thrown },
    )
    return AWAY
  }
}

async function search(
  run: Run,
  tenant: Pick<ChatTenant, 'rag' | 'flags'>,
  { text, topK, filter }: Question,
): Promise<SearchReply> {
  // The reservation is the answer's: rag reserves what its embedding takes.
  const { reservationId: _id, reservedTokens: _tokens, idempotencyKey: _key, ...ctx } = run.ctx
  const request = {
    query: text,
    topK: topK ?? tenant.rag.topK,
    ...(filter === undefined ? {} : { filter }),
  }
  const { rag, flags } = tenant
  return unwrap(
    await call(SEARCH, ctx.deadline, () =>
      run.env.RAG.search(ctx, flags === undefined ? { rag } : { rag, flags }, request),
    ),
  )
}
