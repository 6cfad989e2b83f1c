import { Answer } from '@bulkhead/contracts/http/answers'
import { DocumentText } from '@bulkhead/contracts/http/document-text'
import { SearchReply } from '@bulkhead/contracts/http/search'
import { parseWith } from '@bulkhead/http/read-body'
import type * as z from 'zod/mini'

import { ask } from '../request/ask.ts'
import type { TenantCall } from '../route.ts'
import { AnswerArguments, DocumentArguments, SearchArguments } from './tool-table.ts'

/** One tool as it is listed and called. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.core.$ZodType
  readonly output: z.core.$ZodType
  /** @throws BulkheadError what the call is refused with */
  readonly run: (call: TenantCall, given: unknown) => Promise<unknown>
}

const search: Tool = {
  name: 'search',
  title: 'Search the documents',
  description:
    'Finds passages of the documents by words and by meaning, best first. Use it to look something up; use `answer` for a whole answer.',
  input: SearchArguments,
  output: SearchReply,
  run: (call, given) => {
    const request = parseWith(SearchArguments, given)
    const { env } = call.exchange
    return ask(call, 'rag', () => env.RAG.search(call.ctx, call.tenant.rag, request))
  },
}

const getDocument: Tool = {
  name: 'get_document',
  title: 'Read a document',
  description:
    'Reads the text of a document by its id, passage by passage. Call it again with `from` set to `nextFrom` until that is null.',
  input: DocumentArguments,
  output: DocumentText,
  run: (call, given) => {
    const { id, ...range } = parseWith(DocumentArguments, given)
    return ask(call, 'rag', () => call.exchange.env.RAG.readDocument(call.ctx, id, range))
  },
}

const answer: Tool = {
  name: 'answer',
  title: 'Answer from the documents',
  description:
    'Answers a question from the documents, with checked citations. `warnings` says what could not be consulted.',
  input: AnswerArguments,
  output: Answer,
  run: async (call, given) => {
    const request = parseWith(AnswerArguments, given)
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.answer(call.ctx, call.tenant.chat, request))
    return reply.kind === 'json' ? JSON.parse(reply.json) : undefined
  },
}

export const TOOLS: readonly Tool[] = [search, getDocument, answer]
