import type * as z from 'zod/mini'

/** One thing that is wrong: where inside the file, and what. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** Every problem of a file, none of them with the offending value: it may be a secret. */
export function problemsIn(error: z.core.$ZodError): Problem[] {
  return error.issues.flatMap(problemsOf)
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not known' }))
  }
  return [{ path: path.join('.') || '(root)', message: issue.message }]
}
