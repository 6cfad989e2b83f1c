import { answerOf, createAdminClient, isDryRun, type Schemas } from '@bulkhead/admin-client/admin-client'

import { send } from './send.ts'

export type { Schemas }

/** The admin API, typed by its own document, with the session's cookie. Refusals are thrown as ApiError. */
export const admin = createAdminClient({ fetch: send })

interface Conditions {
  /** The version that was read; another one in between answers 412. */
  readonly ifMatch?: string | undefined
  /** Lands in the audit log. */
  readonly reason?: string | undefined
}

/** As headers of a change. */
export function conditions({ ifMatch, reason }: Conditions): Record<string, string> {
  return {
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    ...(reason === undefined || reason === '' ? {} : { 'x-audit-reason': encodeURIComponent(reason) }),
  }
}

/** The version of a row of a list, which comes without the header. */
export function etagOf({ version }: { readonly version: number }): string {
  return `"${version}"`
}

type Result<T> = Parameters<typeof answerOf<T>>[0]

/** What a change came to; what it would come to is another answer. */
export async function changed<T extends object>(result: Result<T | Schemas['DryRun']>): Promise<T> {
  const answer = await answerOf(result)
  if (isDryRun(answer)) throw new TypeError('a change answered as a dry run')
  return answer
}
