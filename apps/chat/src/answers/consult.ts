import { call } from '@bulkhead/calls/call'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Filter } from '@bulkhead/contracts/http/filter'
import type { Warning } from '@bulkhead/contracts/http/lists'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { Consultation, FoundPassages } from '@bulkhead/contracts/rag'
import type { EmbeddingUse } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { PATIENCE, SOURCES_BUDGET_TOKENS } from '../limits.ts'
import type { Run } from '../run.ts'
import { numberSources, type NumberedSource } from './source.ts'

const UNAVAILABLE: Warning = {
  code: 'retrieval_unavailable',
  message: 'The answer could not consult your documents; it rests on the model alone.',
}
const NOTHING_FOUND: Warning = {
  code: 'no_matching_documents',
  message: 'Nothing in your documents matches this question.',
}

/** Only part of the search answered, so what the other part would have found is unknown. */
const NOTHING_FOUND_IN_PART: Warning = {
  code: 'no_matching_documents',
  message: 'Only part of search was available, and it found nothing; your documents may nevertheless match.',
}

export interface Question {
  readonly text: string
  readonly topK?: number | undefined
  readonly filter?: Filter | undefined
  readonly minScore?: number | undefined
  readonly rerank?: boolean | undefined
}

export interface Consulted {
  /** The documents were searched, so the answer rests on the sources alone, also when there are none. */
  readonly isGrounded: boolean
  readonly sources: readonly NumberedSource[]
  readonly warnings: readonly Warning[]
  /** What embedding the question took: the answer pays for it. */
  readonly embedded: EmbeddingUse | null
}

/**
 * Finds sources for a question. Fails open: without retrieval the answer is poorer and says so. Only a filter
 * that makes no sense is refused.
 */
export async function consult(
  run: Run,
  tenant: Pick<ChatTenant, 'rag' | 'flags'>,
  question: Question,
): Promise<Consulted> {
  const { found, embedded } = tenant.rag.enabled ? await search(run, tenant, question) : NO_SEARCH
  if (found === null) return { isGrounded: false, sources: [], warnings: [UNAVAILABLE], embedded }
  const sources = numberSources(found.results, SOURCES_BUDGET_TOKENS)
  return { isGrounded: true, sources, warnings: warningsOf(found, sources.length === 0), embedded }
}

const NO_SEARCH: Consultation = { found: null, embedded: null }

/** If no reply arrives, nobody knows whether the question was embedded: then it costs nothing. */
async function search(
  run: Run,
  { rag, flags }: Pick<ChatTenant, 'rag' | 'flags'>,
  { text, topK, filter, minScore, rerank }: Question,
): Promise<Consultation> {
  const { idempotencyKey: _key, ...ctx } = run.ctx
  const request = {
    query: text,
    topK: topK ?? rag.topK,
    ...(filter === undefined ? {} : { filter }),
    ...(minScore === undefined ? {} : { minScore }),
    ...(rerank === undefined ? {} : { rerank }),
  }
  try {
    return unwrap(
      await call(PATIENCE.search, ctx.deadline, () => run.env.RAG.consult(ctx, { rag, flags }, request)),
    )
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code === 'invalid_request') throw error
    run.log.warn(
      'answer goes on without retrieval',
      { ...logFieldsOf(ctx), degraded: 'retrieval' },
      { thrown },
    )
    return NO_SEARCH
  }
}

function warningsOf({ warnings }: FoundPassages, isEmpty: boolean): readonly Warning[] {
  const has = (code: string) => warnings.some((warning) => warning.code === code)
  if (!isEmpty || has(NOTHING_FOUND.code)) return warnings
  return [...warnings, has('retrieval_degraded') ? NOTHING_FOUND_IN_PART : NOTHING_FOUND]
}
