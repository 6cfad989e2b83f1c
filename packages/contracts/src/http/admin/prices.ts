import { ModelPrices } from '@bulkhead/tenant-schema/models/model-catalogue'
import * as z from 'zod/mini'

import { Propagation } from './changes.ts'

/** `PUT /admin/v1/prices`: US dollars for a million tokens, from a moment on; a model left out has no price. */
export const PutPrices = z.strictObject({
  models: z.record(z.string().check(z.minLength(1), z.maxLength(128)), ModelPrices),
  /** Left out: now. What was settled before keeps its price. */
  effectiveFrom: z.exactOptional(z.iso.datetime()),
})
export type PutPrices = z.infer<typeof PutPrices>

/** One version of the table. Version 0 is the catalogue's, from the beginning of time. */
export const PriceTable = z.object({
  version: z.int(),
  effectiveFrom: z.iso.datetime(),
  models: z.record(z.string(), ModelPrices),
  createdAt: z.exactOptional(z.iso.datetime()),
  createdBy: z.exactOptional(z.string()),
})
export type PriceTable = z.infer<typeof PriceTable>

/** `GET /admin/v1/prices`: what counts now, and every version, newest first. */
export const PricesView = z.extend(PriceTable, { versions: z.array(PriceTable) })
export const ChangedPrices = z.extend(PricesView, Propagation.shape)
