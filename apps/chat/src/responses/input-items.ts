import { isMessageItem } from '@bulkhead/contracts/http/responses/response-input'
import type { InputItemsList, InputItemsPage } from '@bulkhead/contracts/http/responses/response-object'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { StoredResponse } from '../stored-response.ts'

/** `GET /v1/responses/:id/input_items`: ids are made from the response's and the item's place. */
export function inputItemsOf(
  { body, input }: StoredResponse,
  { limit, order, after }: InputItemsPage,
): InputItemsList {
  const items = input.map((item, at) => ({
    ...withContent(item),
    id: `${body.id.replace('resp_', 'item_')}_${at}`,
  }))
  const ordered = order === 'asc' ? items : items.reverse()
  const from = after === undefined ? 0 : ordered.findIndex(({ id }) => id === after) + 1
  // From the beginning again would be an endless list to whoever follows it.
  if (after !== undefined && from === 0) throw new BulkheadError('not_found', { param: 'after' })
  const data = ordered.slice(from, from + limit)
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + limit < ordered.length,
  }
}

/** The short form of a message is written out. */
function withContent(item: StoredResponse['input'][number]) {
  if (!isMessageItem(item)) return item
  const { content, role } = item
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  const parts = typeof content === 'string' ? [{ type, text: content }] : content
  return { ...item, type: 'message', status: 'completed', content: parts }
}
