import * as z from 'zod/mini'

const TEXT_MAX = 512
/**
 * Half a surrogate pair does not survive being stored, so it would be found under another value than it was
 * sent with.
 */
const text = z.string().check(
  z.maxLength(TEXT_MAX),
  z.refine((value) => value.isWellFormed(), 'must be well-formed Unicode'),
)

const Scalar = z.union([text, z.number(), z.boolean()], {
  error: `must be well-formed text of at most ${TEXT_MAX} characters, a finite number, true or false`,
})
const Bound = z.union([text, z.number()], {
  error: `must be well-formed text of at most ${TEXT_MAX} characters or a finite number`,
})

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
