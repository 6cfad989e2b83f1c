import type { Warning } from '@bulkhead/contracts/http/lists'

/** What makes the results poorer than they could be. */
export interface Findings {
  readonly isDegraded: boolean
  readonly isIncomplete: boolean
  readonly isCut: boolean
  readonly isEmpty: boolean
  /** The reranking model was asked for and did not answer. */
  readonly isUnranked: boolean
}

export function warningsOf(findings: Findings): Warning[] {
  const { isDegraded, isIncomplete, isCut, isEmpty, isUnranked } = findings
  const warnings: Warning[] = []
  if (isDegraded) {
    const message = 'Part of search is unavailable; results may be incomplete.'
    warnings.push({ code: 'retrieval_degraded', message })
  }
  if (isUnranked) {
    const message = 'Reranking is unavailable; the results are in the order of the search.'
    warnings.push({ code: 'rerank_unavailable', message })
  }
  if (isIncomplete) {
    const message = 'Some documents are still being processed and were not searched.'
    warnings.push({ code: 'indexing_in_progress', message })
  }
  if (isCut) {
    const message =
      'The filter left few of the nearest passages; matching documents further away may be missing.'
    warnings.push({ code: 'retrieval_degraded', message })
  } else if (isEmpty) {
    // What the unavailable part might have found is not known.
    const message = isDegraded
      ? 'The part of search that answered found nothing; documents may match nevertheless.'
      : 'No document matches the query.'
    warnings.push({ code: 'no_matching_documents', message })
  }
  return warnings
}
