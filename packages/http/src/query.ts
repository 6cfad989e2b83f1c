import type { FieldProblem } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import { invalid } from './read-body.ts'

/** More entries than this help nobody. */
const MAX_PROBLEMS = 20
const MAX_NAME_CHARS = 100

const REPEATED = 'must be sent once'

/** How OpenAI's clients write a list: once for each entry. */
const LIST = '[]'

/**
 * A parameter that no schema knows is a mistake, as an unknown field of a body is, and so is one that says two
 * things. @throws BulkheadError `invalid_request`
 */
export function refuseUnknownQuery(url: URL, schema: z.core.$ZodType | undefined): void {
  // Whoever looks for parameters has an object made for them.
  if (url.search === '') return
  const { searchParams } = url
  const known = new Set(schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [])
  const hint = known.size === 0 ? 'there are none here' : `there are ${[...known].join(', ')}`
  const problems: FieldProblem[] = []
  for (const name of new Set(searchParams.keys())) {
    const message = known.has(name) ? REPEATED : `is not a known query parameter; ${hint}`
    const isOnce = name.endsWith(LIST) || searchParams.getAll(name).length === 1
    const isFine = known.has(name) && isOnce
    if (!isFine && problems.length < MAX_PROBLEMS)
      problems.push({ path: name.slice(0, MAX_NAME_CHARS), message })
  }
  if (problems.length > 0) throw invalid(problems)
}
