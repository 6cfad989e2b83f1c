import type { RagEnv } from './env.ts'
import { consume } from './ingest/consume.ts'

export { Corpus } from './corpus/corpus.ts'
export { Rag } from './rag.ts'

/**
 * Reached by its bindings (`Rag`) and by the ingest queue and its dead-letter queue; no route, nothing over
 * HTTP.
 */
export default { queue: consume } satisfies ExportedHandler<RagEnv>
