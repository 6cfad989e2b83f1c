import { useState } from 'react'

import { ApiError } from '../../api/api-error.ts'

/**
 * The version that the reader has seen: the one that the form was opened with, however often it is read again behind
 * it; after a conflict the newest, whose difference the form then shows.
 */
export function useSeenVersion(newest: string | undefined, error: unknown): string | undefined {
  const [seen, setSeen] = useState(newest)
  const isConflict = error instanceof ApiError && error.code === 'version_conflict'
  if (isConflict && seen !== newest) setSeen(newest)
  return seen
}
