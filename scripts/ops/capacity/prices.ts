import { MILLION, PRICES as OBJECT_PRICES } from '../../../bench/figures/list-prices.ts'

/** Cloudflare's list prices of the Workers paid plan in November 2026, US dollars; what the plan includes is left out. */
export const PRICES = {
  ...OBJECT_PRICES,
  /** A month. */
  plan: 5,
  queueOperation: 0.4 / MILLION,
  objectGigabyteMonth: 0.2,
  bucketGigabyteMonth: 0.015,
  bucketWrite: 4.5 / MILLION,
  /** Of a query, for each dimension of the query and of nothing else. */
  vectorQueriedDimension: 0.01 / MILLION,
  vectorStoredDimensionMonth: 0.05 / (100 * MILLION),
  /** bge-m3 on Workers AI. */
  embeddingToken: 0.0118 / MILLION,
} as const
