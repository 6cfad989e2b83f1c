import type { FieldProblem } from '@bulkhead/errors/bulkhead-error'
import type * as z from 'zod/mini'

const MAX_PATH_CHARS = 100
/** What zod says of a union that has no sentence of its own. */
const NO_SENTENCE = 'Invalid input'

const TAG = 'type'

type Issue = z.core.$ZodIssue

/** What is wrong with which field. Of a union it is what is wrong with the kind of value that was sent. */
export function fieldProblems(issue: Issue, inside: readonly PropertyKey[] = []): FieldProblem[] {
  const steps = [...inside, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf([...steps, key]), message: 'is not a known field' }))
  }
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.filter((issues) => issues.length > 0 && !issues.some(isOtherKind))
    const branch = branches.find((issues) => !issues.some(isOtherTag))
    if (branch !== undefined) return branch.flatMap((each) => fieldProblems(each, steps))
    if (branches.length > 0) return [{ path: pathOf([...steps, TAG]), message: tagsOf(branches.flat()) }]
    const kinds = [...new Set(issue.errors.flat().filter(isOtherKind).map(kindOf))]
    if (kinds.length > 0 && issue.message === NO_SENTENCE) {
      return [{ path: pathOf(steps), message: `must be ${kinds.join(' or ')}` }]
    }
  }
  return [{ path: pathOf(steps), message: issue.message }]
}

/** The branch of a union is for objects of another type, as each says of itself. */
function isOtherTag({ code, path }: Issue): boolean {
  return code === 'invalid_value' && path.length === 1 && path[0] === TAG
}

function tagsOf(issues: readonly Issue[]): string {
  const tags = issues.flatMap((issue) =>
    issue.code === 'invalid_value' && isOtherTag(issue) ? issue.values.map(String) : [],
  )
  return `must be one of ${[...new Set(tags)].join(', ')}`
}

/** The branch of a union is for another kind of value: text, a list, an object. */
function isOtherKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0
}

function kindOf(issue: Issue): string {
  const kind = issue.code === 'invalid_type' ? issue.expected : 'another value'
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`
}

function pathOf(steps: readonly PropertyKey[]): string {
  return steps.map(String).join('.').slice(0, MAX_PATH_CHARS) || '(body)'
}
