import { useMutation, useQueryClient } from '@tanstack/react-query'

import { currentSession, isSamePerson, sessionQuery, signIn, type Session } from '../../api/session.ts'
import { forgetTenantKeys } from '../../api/tenant-key.ts'

/** By a token, or by what has been done in another tab. Somebody else starts with a page of their own. */
export function useSignInAgain(onDone: () => void) {
  const client = useQueryClient()
  const before = client.getQueryData(sessionQuery.queryKey) ?? undefined
  return useMutation({
    mutationFn: async (token: string | undefined) =>
      token === undefined ? await signedInElsewhere() : await signIn({ token }),
    meta: { showsItsErrors: true },
    onSuccess: async (session) => {
      forgetTenantKeys()
      if (before === undefined || !isSamePerson(session, before)) return window.location.reload()
      client.setQueryData(sessionQuery.queryKey, session)
      onDone()
      return undefined
    },
  })
}

async function signedInElsewhere(): Promise<Session> {
  const session = await currentSession()
  if (session === null) throw new Error('Nobody is signed in yet.')
  return session
}
