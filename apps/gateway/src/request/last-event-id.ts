import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/** The last event the client saw; 0 for none. @throws BulkheadError `invalid_request` for anything but a whole number. */
export function lastEventIdOf(headers: Headers): number {
  const header = headers.get('last-event-id')
  if (header === null || header === '') return 0
  if (/^\d{1,9}$/.test(header)) return Number(header)
  throw new BulkheadError('invalid_request', {
    param: 'Last-Event-ID',
    details: [{ path: 'Last-Event-ID', message: 'must be the id of an event of this stream' }],
  })
}
