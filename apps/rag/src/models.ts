import { Breaker } from '@bulkhead/ai/attempts/breaker'
import { Catalogue } from '@bulkhead/ai/catalogue'
import { DialectBook } from '@bulkhead/ai/dialects/dialect-book'
import { ModelClient } from '@bulkhead/ai/model-client'

import models from '../.generated/models.json'
import type { Run } from './run.ts'

const catalogue = new Catalogue(models)
const dialects = new DialectBook()

/**
 * For one call. Ingest puts off by itself what fails, and a search goes on without, so a circuit that opens
 * would only keep the model from being tried.
 */
export function modelClient({ env, log }: Pick<Run, 'env' | 'log'>): ModelClient {
  return new ModelClient(env, log, { catalogue, breaker: new Breaker(), dialects })
}
