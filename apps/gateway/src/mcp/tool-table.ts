import type { Catalogue } from '@bulkhead/ai/catalogue'
import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { AnswerRequest } from '@bulkhead/contracts/http/answers'
import { PASSAGES_MAX } from '@bulkhead/contracts/http/document-text'
import { SearchRequest } from '@bulkhead/contracts/http/search'
import type { Bound } from '@bulkhead/contracts/rate-limit'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

import { newTextBound } from '../admission/new-text-bound.ts'
import type { Tenant } from '../tenants/tenant.ts'

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
  /** Upper bound of what it may cost; nothing for arguments that it will refuse. */
  readonly bound: (given: unknown, tenant: Tenant, catalogue: Catalogue) => Bound
}

export const NOTHING: Bound = { promptTokens: 0, completionTokens: 0, models: [] }

const TOOL_FACTS: Readonly<Record<string, ToolFacts>> = {
  search: {
    scopes: [],
    bound: (given, _, catalogue) => {
      const { data } = z.safeParse(SearchArguments, given)
      if (data === undefined || data.mode === 'words') return NOTHING
      return {
        promptTokens: estimateTokens(data.query),
        completionTokens: 0,
        models: catalogue.idsOf('embedding'),
      }
    },
  },
  get_document: { scopes: [], bound: () => NOTHING },
  answer: {
    scopes: ['chat'],
    // The sources are known only after retrieval; chat reserves for them on top.
    bound: (given, tenant) => {
      const { data } = z.safeParse(AnswerArguments, given)
      return data === undefined ? NOTHING : newTextBound(data.question, tenant)
    },
  },
}

export function factsOf(tool: string): ToolFacts | undefined {
  return Object.hasOwn(TOOL_FACTS, tool) ? TOOL_FACTS[tool] : undefined
}
