/**
 * The result of a write, marked as a replay when an earlier request with the same Idempotency-Key made it.
 */
export function sendStored(stored: object & { readonly replayed?: boolean }, status: number): Response {
  const { replayed, ...result } = stored
  const headers = replayed === true ? { 'idempotency-replayed': 'true' } : {}
  return Response.json(result, { status, headers })
}
