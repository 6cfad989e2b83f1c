import { estimatePromptTokens, estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { AnswerRequest } from '@bulkhead/contracts/http/answers'
import { PASSAGES_MAX } from '@bulkhead/contracts/http/document-text'
import { SearchRequest } from '@bulkhead/contracts/http/search'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

import type { Tenant } from '../tenants/tenant-directory.ts'

/** How many passages of a document a call reads unless it says otherwise. */
const DEFAULT_PASSAGES = 20

export const SearchArguments = SearchRequest
/** The whole answer comes at once. */
export const AnswerArguments = z.omit(AnswerRequest, { stream: true })
export const DocumentArguments = z.strictObject({
  id: z.string().check(z.maxLength(512)),
  /** The first passage to read, from 0: `nextFrom` of the call before. */
  from: z._default(z.int().check(z.gte(0)), 0),
  limit: z._default(z.int().check(z.gte(1), z.lte(PASSAGES_MAX)), DEFAULT_PASSAGES),
})

/** What is decided of a call before it is admitted. */
interface ToolFacts {
  /** Besides that of the route. */
  readonly scopes: readonly Scope[]
  /** Upper bound of its tokens; 0 for arguments that it will refuse. */
  readonly tokens: (given: unknown, tenant: Tenant) => number
}

const TOOL_FACTS: Readonly<Record<string, ToolFacts>> = {
  search: {
    scopes: [],
    tokens: (given) => {
      const { data } = z.safeParse(SearchArguments, given)
      return data === undefined || data.mode === 'words' ? 0 : estimateTokens(data.query)
    },
  },
  get_document: { scopes: [], tokens: () => 0 },
  answer: {
    scopes: ['chat'],
    // The sources are known only after retrieval; chat reserves for them on top.
    tokens: (given, { config }) => {
      const { data } = z.safeParse(AnswerArguments, given)
      if (data === undefined) return 0
      const { systemPrompt = '', maxOutputTokens } = config.chat
      return estimatePromptTokens([data.question, systemPrompt]) + maxOutputTokens
    },
  },
}

export function factsOf(tool: string): ToolFacts | undefined {
  return Object.hasOwn(TOOL_FACTS, tool) ? TOOL_FACTS[tool] : undefined
}
