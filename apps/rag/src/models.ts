import { Breaker } from '@bulkhead/ai/attempts/breaker'
import { Catalogue } from '@bulkhead/ai/catalogue'
import { DialectBook } from '@bulkhead/ai/dialects/dialect-book'
import { ModelClient } from '@bulkhead/ai/model-client'

import models from '../.generated/models.json'
import type { Run } from './run.ts'

/** One per isolate: what one call learns of a dead model spares the next the wait. Ingest puts off what fails, and a search goes on without. */
const memory = { catalogue: new Catalogue(models), breaker: new Breaker(), dialects: new DialectBook() }

export function modelClient({ env, log }: Pick<Run, 'env' | 'log'>): ModelClient {
  return new ModelClient(env, log, memory)
}
