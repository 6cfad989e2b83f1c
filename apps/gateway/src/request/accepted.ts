import type * as z from 'zod/mini'

/** What a reader takes, for the API page: the very schemas it parses with. */
export interface Accepted<Body> {
  readonly body?: z.core.$ZodType<unknown, Body>
  /** Content types of raw bodies that it takes besides JSON. */
  readonly rawTypes?: readonly string[]
  readonly query?: z.core.$ZodType
  readonly headers?: readonly string[]
}
