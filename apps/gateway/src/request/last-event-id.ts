import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Reader } from './reader.ts'

/** Reads which event the client saw last; 0 for none. */
export const lastEventId: Reader<number> = {
  accepts: { headers: ['Last-Event-ID'] },
  read: async ({ request }) => ({ input: lastEventIdOf(request.headers), text: '' }),
}

/** @throws BulkheadError `invalid_request` for anything but a whole number. */
function lastEventIdOf(headers: Headers): number {
  const header = headers.get('last-event-id')
  if (header === null || header === '') return 0
  if (/^\d{1,9}$/.test(header)) return Number(header)
  throw new BulkheadError('invalid_request', {
    param: 'Last-Event-ID',
    details: [{ path: 'Last-Event-ID', message: 'must be the id of an event of this stream' }],
  })
}
