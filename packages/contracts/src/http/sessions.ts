import * as z from 'zod/mini'

import { Filter, Metadata } from './filter.ts'
import { PageRequest, Warning } from './lists.ts'
import { minScore, topK } from './search.ts'

const CONTENT_MAX = 200_000

/** `POST /v1/sessions`. */
export const CreateSession = z.strictObject({
  title: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  metadata: z.optional(Metadata),
})
export type CreateSession = z.infer<typeof CreateSession>

/** `GET /v1/sessions`; `q` is found in ids and titles. */
export const SessionsPage = z.extend(PageRequest, {
  q: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
})
export type SessionsPage = z.infer<typeof SessionsPage>

export const Session = z.object({
  id: z.string(),
  title: z.exactOptional(z.string()),
  metadata: Metadata,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Session = z.infer<typeof Session>

/** `POST /v1/sessions/:id/messages`. */
export const SendMessage = z.strictObject({
  content: z
    .string()
    .check(z.maxLength(CONTENT_MAX), z.regex(/[^\s\p{C}\p{Z}]/u, 'must have at least one visible character')),
  stream: z.optional(z.boolean()),
  model: z.optional(z.string().check(z.maxLength(128))),
  /** Consult the tenant's documents; needs the scope `search` too. */
  retrieval: z.optional(
    z.union([
      z.boolean(),
      z.strictObject({
        topK: z.optional(topK),
        filter: z.optional(Filter),
        minScore: z.optional(minScore),
        rerank: z.optional(z.boolean()),
        /** Rewrite a question that leans on the turns before; left out, the tenant's config decides. */
        rewrite: z.optional(z.boolean()),
      }),
    ]),
  ),
})
export type SendMessage = z.infer<typeof SendMessage>

/** How a streamed answer is written; left out: as named events. */
export const StreamProtocol = z.object({ protocol: z.optional(z.enum(['ui-message-stream'])) })
export type StreamProtocol = z.infer<typeof StreamProtocol>

export const TokenUsage = z.object({
  promptTokens: z.int(),
  completionTokens: z.int(),
  totalTokens: z.int(),
})
export type TokenUsage = z.infer<typeof TokenUsage>

/**
 * How far a statement rests on what is quoted for it: `full`: its numbers, dates, names and words stand there;
 * `partial`: some do, or the statement is in another language than the quote; `none`: nothing does, so the
 * citation is dropped.
 */
export const SUPPORTS = ['full', 'partial', 'none'] as const
export type Support = (typeof SUPPORTS)[number]

export const Citation = z.object({
  /** The number of the source in the answer, from 1. */
  n: z.int(),
  documentId: z.string(),
  title: z.string(),
  chunkId: z.string(),
  /** The headings above the quote, and the page where it begins. */
  heading: z.exactOptional(z.string()),
  page: z.exactOptional(z.int()),
  /** Exact text of the source: a whole statement, or some that belong together. */
  quote: z.string(),
  /** Where the mark `[n]` is in the answer, in UTF-16 code units. */
  span: z.object({ start: z.int(), end: z.int() }),
  /** Left out by versions that did not check. */
  support: z.exactOptional(z.enum(SUPPORTS)),
})
export type Citation = z.infer<typeof Citation>

export const Message = z.object({
  id: z.string(),
  sessionId: z.string(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  status: z.enum(['complete', 'incomplete', 'running']),
  model: z.exactOptional(z.string()),
  finishReason: z.exactOptional(z.string()),
  usage: z.exactOptional(TokenUsage),
  /** What the documents were asked, where that is not the question itself. */
  query: z.exactOptional(z.string()),
  citations: z.exactOptional(z.readonly(z.array(Citation))),
  warnings: z.exactOptional(z.readonly(z.array(Warning))),
  createdAt: z.iso.datetime(),
})
export type Message = z.infer<typeof Message>
