import type { SearchRequest } from '@bulkhead/contracts/http/search'

import { askCorpus } from '../ask-corpus.ts'
import { PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { searchTerms } from '../words/words-query.ts'
import { IDLE, type Leg } from './leg.ts'

/** The search by words. A query without any is not asked. */
export async function searchWords(run: Run, { query, filter }: SearchRequest): Promise<Leg> {
  const terms = searchTerms(query)
  if (terms.length === 0) return IDLE
  const { hits, isIncomplete } = await askCorpus(
    run,
    (corpus, caller) => corpus.searchWords(caller, { terms, filter }),
    PATIENCE.search,
  )
  return { state: 'answered', hits, isIncomplete }
}
