import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

const RESPONSE_ID = /^resp_([0-9a-f]{32})([0-9a-f]{32})$/

/** Where a response is kept: it is an answer of a session. */
export interface ResponsePlace {
  readonly sessionId: string
  readonly messageId: string
}

export function responseId({ sessionId, messageId }: ResponsePlace): string {
  return `resp_${sessionId.slice('sess_'.length)}${messageId.slice('msg_'.length)}`
}

/** An id of any other form names nothing, and no object is woken for it. */
export function placeOf(id: string): ResponsePlace {
  const [, session, message] = RESPONSE_ID.exec(id) ?? []
  if (session === undefined || message === undefined) throw new BulkheadError('not_found')
  return { sessionId: `sess_${session}`, messageId: `msg_${message}` }
}

/** Of a response that is kept nowhere. */
export function passingId(): string {
  const random = () => crypto.randomUUID().replaceAll('-', '')
  return `resp_${random()}${random()}`
}

const ITEM_ID = /^(?:msg|fc|rs|fs|ctc|tsc)_([0-9a-f]{64})[0-9a-f]+$/

type ItemPrefix = 'msg' | 'fc' | 'rs' | 'fs' | 'ctc' | 'tsc'

/** It says which response the item is of, so that a reference to it can be followed. */
export function itemId(prefix: ItemPrefix, ofResponse: string, index: number): string {
  return `${prefix}_${ofResponse.slice('resp_'.length)}${index.toString(16)}`
}

/** Undefined for an id that is none of ours. */
export function responseOfItem(id: string): string | undefined {
  const [, response] = ITEM_ID.exec(id) ?? []
  return response === undefined ? undefined : `resp_${response}`
}
