import type { OutputItem } from '@bulkhead/contracts/http/responses/response-object'
import { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { expect, test } from 'vitest'

import { openBody } from '../responses/response-body.ts'
import { itemId } from '../responses/response-ids.ts'
import { withReferences } from './referenced-items.ts'

const RESPONSE = `resp_${'a'.repeat(64)}`
const GONE = `resp_${'b'.repeat(64)}`
const message = {
  type: 'message',
  id: itemId('msg', RESPONSE, 1),
  role: 'assistant',
  content: [{ type: 'output_text', text: 'Aye.' }],
}
const output: OutputItem[] = [{ type: 'reasoning', id: 'rs_of_the_provider', summary: [] }, message]

function asked(...ids: string[]): ResponsesRequest {
  const items = ids.map((id) => ({ type: 'item_reference', id }))
  return ResponsesRequest.parse({ input: [...items, { role: 'user', content: 'And?' }] })
}

const reads: string[] = []
async function read(id: string) {
  reads.push(id)
  if (id !== RESPONSE) throw new BulkheadError('not_found')
  const request = ResponsesRequest.parse({ input: 'Hi' })
  const body = { ...openBody({ id, createdMs: 0, model: 'm', request }), output }
  return { body, input: [], previous: undefined, inherited: [] }
}

test('an item that is named by its id is read where its response is kept, once', async () => {
  const { input } = await withReferences(asked(message.id, message.id), read)

  expect(input).toMatchObject([message, message, { role: 'user', content: 'And?' }])
  expect(reads).toEqual([RESPONSE])
})

test('a thought that is not kept under its name is left out', async () => {
  const { input } = await withReferences(asked('rs_of_the_provider', itemId('rs', GONE, 0)), read)

  expect(input).toEqual([{ role: 'user', content: 'And?' }])
})

test.each([itemId('msg', GONE, 0), itemId('msg', RESPONSE, 7), 'msg_of_another_server'])(
  '%s names nothing that is kept',
  async (id) => {
    await expect(withReferences(asked(id), read)).rejects.toMatchObject({
      code: 'not_found',
      param: 'input.0',
    })
  },
)

test('no more responses are read than a request may name', async () => {
  const many = Array.from({ length: 101 }, (_, at) =>
    itemId('msg', `resp_${at.toString(16).padStart(64, '0')}`, 0),
  )

  await expect(withReferences(asked(...many), read)).rejects.toMatchObject({ code: 'invalid_request' })
})
