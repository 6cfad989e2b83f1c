import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Citation } from '@bulkhead/contracts/http/sessions'
import { metric } from '@bulkhead/logging/metric'

import type { Run } from '../run.ts'

export function countCitations({ ctx, log }: Run, citations: readonly Citation[]): void {
  if (citations.length === 0) return
  const metrics = [metric('rag_citations_total', citations.length, { tenantId: ctx.tenantId })]
  log.info('citations returned', { ...logFieldsOf(ctx), count: citations.length }, { metrics })
}
