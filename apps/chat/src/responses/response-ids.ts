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

export function itemId(prefix: 'msg' | 'fc' | 'rs' | 'fs'): string {
  return `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
}
