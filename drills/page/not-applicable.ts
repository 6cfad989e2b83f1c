import type { NotApplicable } from './failure-modes-page.ts'

/** Failures of the catalogue that cannot happen here, and why. */
export const NOT_APPLICABLE: readonly NotApplicable[] = [
  {
    id: 'D-41: a document URL that leads inside',
    why: 'Documents are sent, never fetched: no route takes a URL',
  },
]
