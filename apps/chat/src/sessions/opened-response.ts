import { openBody } from '../responses/response-body.ts'
import { responseId, type ResponsePlace } from '../responses/response-ids.ts'
import { storedOf, type SessionResponse, type StoredResponse } from '../stored-response.ts'

/** A response as it is kept from its beginning, so that it can be asked for while it is being made. */
export function openedResponse(
  response: SessionResponse | undefined,
  place: ResponsePlace,
  model: string,
): StoredResponse | undefined {
  if (response === undefined) return undefined
  const { request } = response
  const head = { id: responseId(place), createdMs: Date.now(), model, request }
  return storedOf(openBody(head), response)
}
