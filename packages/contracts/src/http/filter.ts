import * as z from 'zod/mini'

const Scalar = z.union([z.string().check(z.maxLength(512)), z.number(), z.boolean()])
const Bound = z.union([z.string().check(z.maxLength(512)), z.number()])

const FIELDS_MAX = 10
const IN_MAX = 100

const fieldName = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be 1-64 of A-Z a-z 0-9 _ . -'))

const Range = z
  .strictObject({
    gt: z.optional(Bound),
    gte: z.optional(Bound),
    lt: z.optional(Bound),
    lte: z.optional(Bound),
  })
  .check(z.refine((range) => Object.keys(range).length > 0, 'name at least one of gt, gte, lt, lte'))

const Condition = z.union([
  Scalar,
  z.strictObject({ in: z.array(Scalar).check(z.minLength(1), z.maxLength(IN_MAX)) }),
  Range,
])
export type Condition = z.infer<typeof Condition>

/** Conditions on a document's metadata; all must hold. */
export const Filter = z
  .record(fieldName, Condition)
  .check(z.refine((filter) => Object.keys(filter).length <= FIELDS_MAX, 'at most 10 fields'))
export type Filter = z.infer<typeof Filter>

/** Metadata of a document: flat, so that a filter can name every field. */
export const Metadata = z
  .record(fieldName, Scalar)
  .check(z.refine((metadata) => Object.keys(metadata).length <= 64, 'at most 64 fields'))
export type Metadata = z.infer<typeof Metadata>
