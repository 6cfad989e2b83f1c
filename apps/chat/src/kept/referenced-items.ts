import { InputItem } from '@bulkhead/contracts/http/responses/response-input'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { MAX_REFERENCED_RESPONSES, REFERENCES_AT_ONCE } from '../limits.ts'
import { responseOfItem } from '../responses/response-ids.ts'
import type { StoredResponse } from '../stored-response.ts'

type Reference = Extract<InputItem, { type: 'item_reference' }>

function isReference(item: InputItem): item is Reference {
  return item.type === 'item_reference'
}

/**
 * The request with the items of kept responses in the place of their ids. A thought may be gone, or be named as
 * its provider names it: it is left out. @throws BulkheadError `not_found` for any other item that is not kept
 */
export async function withReferences(
  request: ResponsesRequest,
  read: (responseId: string) => Promise<StoredResponse>,
): Promise<ResponsesRequest> {
  const { input } = request
  if (typeof input === 'string' || !input.some(isReference)) return request
  const named = input.filter(isReference).flatMap(({ id }) => responseOfItem(id) ?? [])
  const kept = await outputsOf([...new Set(named)], read)
  const itemAt = (item: InputItem, at: number): readonly InputItem[] => {
    if (!isReference(item)) return [item]
    const found = InputItem.safeParse(kept.find((one) => one['id'] === item.id)).data
    if (found !== undefined) return [found]
    if (item.id.startsWith('rs_')) return []
    throw new BulkheadError('not_found', { param: `input.${at}` })
  }
  return { ...request, input: input.flatMap(itemAt) }
}

async function outputsOf(
  responseIds: string[],
  read: (responseId: string) => Promise<StoredResponse>,
): Promise<StoredResponse['body']['output']> {
  if (responseIds.length > MAX_REFERENCED_RESPONSES) {
    const message = `Items of at most ${MAX_REFERENCED_RESPONSES} responses can be named. Continue with previous_response_id, or send the items.`
    throw new BulkheadError('invalid_request', { message, param: 'input' })
  }
  const outputs: StoredResponse['body']['output'][number][] = []
  while (responseIds.length > 0) {
    const some = responseIds.splice(0, REFERENCES_AT_ONCE)
    outputs.push(...(await Promise.all(some.map((id) => outputOf(id, read)))).flat())
  }
  return outputs
}

async function outputOf(
  id: string,
  read: (responseId: string) => Promise<StoredResponse>,
): Promise<StoredResponse['body']['output']> {
  try {
    return (await read(id)).body.output
  } catch (thrown) {
    if (BulkheadError.from(thrown).code === 'not_found') return []
    throw thrown
  }
}
