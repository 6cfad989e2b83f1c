import type { ErrorCode } from '@bulkhead/errors/codes'
import type * as z from 'zod/mini'

/** What the areas of the admin API are for. */
export const TAGS = {
  Sessions: 'Signing in to the console.',
  Tenants: 'Tenants, their status and their data.',
  Keys: 'API keys of a tenant.',
  Money: 'Plans, prices and what was used.',
  Overview: 'The whole deployment at a glance.',
  Requests: 'What happened to single requests.',
  Webhooks: 'Where events are sent, and what came of it.',
  Audit: 'Who did what.',
  Operators: 'Who may use this API.',
  Flags: 'Switches for an emergency.',
} as const

/** What the document says of a route beside what the route says of itself. */
export interface Operation {
  /** Its name in clients. */
  readonly name: string
  readonly tag: keyof typeof TAGS
  readonly answer?: z.core.$ZodType
  /** Left out: 200. */
  readonly status?: 201 | 204
  /** PUT that may also create answers 201, too. */
  readonly creates?: true
  /** Of bodies that the route itself takes as any object. */
  readonly body?: z.core.$ZodType
  /** The answer has an ETag; a change takes If-Match. */
  readonly versioned?: true
  /** Home objects have to enforce it: 202 while one cannot be reached. */
  readonly propagates?: true
  /** Other forms of the answer. */
  readonly contentTypes?: readonly string[]
  /** Beside those that follow from what it reads. */
  readonly errors?: readonly ErrorCode[]
}

/** By method and path, as the table of routes names them. */
export type Operations = Readonly<Record<string, Operation>>
