import { createKumoToastManager } from '@cloudflare/kumo/components/toast'

import { ApiError } from '../../api/api-error.ts'
import { limitWords } from './limit-words.ts'
import { RequestReference } from './request-reference.tsx'

/** Also for what happens outside the tree: failed mutations, work that goes on behind other pages. */
export const toasts = createKumoToastManager()

const ERROR_MS = 15_000

export function toastDone(title: string, description?: string): void {
  toasts.add({ title, ...(description === undefined ? {} : { description }), variant: 'success' })
}

/** With the request's id to copy, and the way to its page; `about`: which of several things has failed. */
export function toastError(thrown: unknown, about?: string): void {
  const { title, problem } = describeError(thrown)
  toasts.add({
    title: about === undefined ? title : `${about}: ${title}`,
    description: (
      <>
        {problem}
        {thrown instanceof ApiError && thrown.requestId !== undefined && (
          <RequestReference requestId={thrown.requestId} />
        )}
      </>
    ),
    variant: 'error',
    timeout: ERROR_MS,
  })
}

const TITLES: ReadonlyMap<string, string> = new Map([
  ['unreachable', 'No connection'],
  ['version_conflict', 'Somebody else changed this'],
  ['scope_insufficient', 'Your role may not do this'],
  ['rate_limited', 'Request limit reached'],
  ['budget_exceeded', 'Budget spent'],
  ['budget_in_flight', 'Budget in use'],
  ['invalid_request', 'Not accepted'],
  ['unknown', 'An answer that is not ours'],
])

/** What went wrong, for people; field problems first. */
export function describeError(thrown: unknown): { title: string; problem: string } {
  if (!(thrown instanceof ApiError)) return { title: 'Something broke in this page', problem: String(thrown) }
  const { code = 'unknown' } = thrown
  const title = TITLES.get(code) ?? code.replaceAll('_', ' ')
  const fields = thrown.problems.map(({ path, message }) => (path === '' ? message : `${path} ${message}`))
  const conflict = 'The newest version has been read: look at your change again, then confirm it.'
  if (code === 'version_conflict') return { title, problem: conflict }
  return { title, problem: fields.length > 0 ? `${fields.join('; ')}.` : limitWords(thrown) }
}
