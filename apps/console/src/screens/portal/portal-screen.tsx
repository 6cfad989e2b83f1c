import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { sessionQuery, signOut } from '../../api/session.ts'
import { Announcer } from '../../pieces/announcer.tsx'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { SessionEnded } from '../../shell/session-ended/session-ended.tsx'
import { useSignIn } from '../sign-in/use-sign-in.ts'
import { holderOfKey, holderOfSession, type Holder } from './holder.ts'
import { PortalHome } from './portal-home.tsx'
import { PortalSignIn } from './portal-sign-in.tsx'

/** A tenant's own view: by the link that its operator's backend has made, or with a key of its own. */
export function PortalScreen() {
  const link = useSignIn()
  const session = useQuery({ ...sessionQuery, enabled: !link.isBusy })
  const [byKey, setByKey] = useState<Holder>()
  const bySession = useSessionHolder(session.data)
  const client = useQueryClient()
  const holder = byKey ?? bySession
  const { mutate: leave } = useMutation({
    mutationFn: async () => {
      if (holder?.isSession === true) await signOut()
    },
    onSuccess: () => {
      setByKey(undefined)
      client.setQueryData(sessionQuery.queryKey, null)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
    },
  })
  return (
    <>
      {holder?.isSession === true && <SessionEnded />}
      {holder !== undefined ? (
        <PortalHome key={holder.tenantId} holder={holder} onLeave={() => leave()} />
      ) : link.isBusy || session.isPending ? (
        <LoadingState what="the portal" />
      ) : session.error !== null ? (
        <ErrorState error={session.error} retry={() => void session.refetch()} />
      ) : (
        <PortalSignIn error={link.error} onKey={(key) => setByKey(holderOfKey(key))} />
      )}
      <Announcer />
    </>
  )
}

/** One holder as long as the session is the same, so that its key is made once. */
function useSessionHolder(session: Parameters<typeof sessionHolder>[0]): Holder | undefined {
  const [kept, setKept] = useState<{ readonly of: string; readonly holder: Holder }>()
  const made = sessionHolder(session)
  if (made === undefined) return undefined
  const of = `${made.tenantId} ${made.name}`
  if (kept?.of === of) return kept.holder
  setKept({ of, holder: made })
  return made
}

function sessionHolder(session: Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>> | undefined) {
  return session?.kind === 'portal' ? holderOfSession(session) : undefined
}
