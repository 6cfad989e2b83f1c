import { InputItem, itemsOf } from '@bulkhead/contracts/http/responses/response-input'
import type { ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import type { Message, SendMessage } from '@bulkhead/contracts/http/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

/** What an answer of a session has besides, if it is a response. */
export interface StoredResponse {
  readonly body: ResponseObject
  readonly input: readonly InputItem[]
  /** The answer of the same session that it continues. */
  readonly previous: string | undefined
  /** What it continues of another session, copied when it branched off. */
  readonly inherited: readonly InputItem[]
}

export type StoredMessage = Message & { readonly response?: StoredResponse }

/** A request, with what the responses before it said and heard. */
export interface ResponseRequest {
  readonly request: ResponsesRequest
  readonly earlier: readonly InputItem[]
}

/** A response as its session is asked for it: the request, and where it goes on. */
export interface SessionResponse extends ResponseRequest {
  /** The answer of the session that it continues, if it continues one of its own. */
  readonly previous: string | undefined
}

/** A message to a session; with `response`, what answers it is a response. */
export interface SessionRequest extends SendMessage {
  readonly response?: SessionResponse
}

/** What a response goes on from, and whether it may do so in the same session. */
export interface ResponseContext {
  readonly items: readonly InputItem[]
  /** It is the session's newest, and nothing is being answered. */
  readonly isFree: boolean
}

export function storedOf(
  body: ResponseObject,
  { request, previous, earlier }: SessionResponse,
): StoredResponse {
  return { body, input: itemsOf(request.input), previous, inherited: earlier }
}

/** Where a session's messages are found. */
interface Transcript {
  find(id: string): StoredMessage | undefined
  /** The question that an answer replied to. */
  questionOf(id: string): string | undefined
}

/**
 * What was said and heard up to an answer, oldest first. Where a response of the chain was deleted, it begins
 * behind it. @throws BulkheadError `not_found` when there is no such answer, or it is not whole
 */
export function contextOf(transcript: Transcript, messageId: string): readonly InputItem[] {
  const newest = transcript.find(messageId)
  if (newest === undefined || newest.role !== 'assistant' || newest.status === 'running')
    throw new BulkheadError('not_found', { param: 'previous_response_id' })
  const parts: (readonly InputItem[])[] = []
  let at: StoredMessage | undefined = newest
  while (at !== undefined) {
    const { response }: StoredMessage = at
    parts.push(response === undefined ? exchangeOf(transcript, at) : saidIn(response))
    if (response === undefined) break
    at = response.previous === undefined ? undefined : transcript.find(response.previous)
  }
  return parts.reverse().flat()
}

function saidIn({ body, input, inherited }: StoredResponse): readonly InputItem[] {
  return [...inherited, ...input, ...body.output.flatMap(asInput)]
}

/** What the API keeps of an output that a model may read again. */
function asInput(item: unknown): readonly InputItem[] {
  const { data } = z.safeParse(InputItem, item)
  return data === undefined ? [] : [data]
}

function exchangeOf(transcript: Transcript, { id, content }: StoredMessage): readonly InputItem[] {
  const question = transcript.questionOf(id) ?? ''
  return [
    { role: 'user', content: question },
    { role: 'assistant', content },
  ]
}

/** Its client does not wait for it. */
export function isBackground({ response, stream }: SessionRequest): boolean {
  return response?.request.background === true && stream !== true
}
