import type { ErrorCode } from '@bulkhead/errors/codes'
import type * as z from 'zod/mini'

import type { AnyProbe, Names, Probes } from './probe.ts'
import type { Accepted } from './request/accepted.ts'

/**
 * What the API page says about a route besides what follows from its code. The isolation matrix compares
 * answers with it.
 */
export interface Operation {
  readonly summary: string
  readonly description?: string
  /** Of success; 200 when it is left out. */
  readonly status?: number
  readonly response?: z.core.$ZodType
  /** Can stream server-sent events. */
  readonly streams?: boolean
  /** Codes besides those that follow from the route's kind, its reader and its probes. */
  readonly errors?: readonly ErrorCode[]
}

/** What every route says about itself. */
export interface Described<Path extends string, Body> {
  readonly path: Path
  readonly operation: Operation
  readonly probes: Probes<Path, Body>
}

/** What the API page and the isolation matrix are made from. Serving a request never looks at it. */
export interface RouteFacts {
  readonly operation: Operation
  readonly accepts: Accepted<unknown>
  readonly probes: (names: Names) => readonly AnyProbe[]
  readonly costsTokens: boolean
  readonly keepsResults: boolean
}
