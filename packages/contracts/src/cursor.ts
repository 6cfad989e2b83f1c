import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/** Cursors are opaque to clients: base64url of the key of the last row they saw. */
export function encodeCursor(position: string): string {
  const bytes = new TextEncoder().encode(position)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** @throws BulkheadError `invalid_request` when the cursor is not one of ours. */
export function decodeCursor(cursor: string): string {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(binary, (c) => c.charCodeAt(0)),
    )
  } catch (thrown) {
    throw notACursor(thrown)
  }
}

/**
 * A cursor whose position is the number of a row. @throws BulkheadError `invalid_request` when it is none.
 */
export function decodeRowCursor(cursor: string): number {
  const position = decodeCursor(cursor)
  if (!/^\d{1,15}$/.test(position)) throw notACursor()
  return Number(position)
}

function notACursor(cause?: unknown): BulkheadError {
  return new BulkheadError('invalid_request', {
    param: 'cursor',
    details: [{ path: 'cursor', message: 'is not a cursor of this list; leave it out to start over' }],
    cause,
  })
}
