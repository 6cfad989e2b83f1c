import type { RequestContext } from '@bulkhead/contracts/context'

/** For whom a model is asked; what a request's context says of it, or a queue's message. */
export type Asker = Pick<RequestContext, 'tenantId' | 'requestId'> & Partial<RequestContext>
