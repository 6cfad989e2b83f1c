import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { sessionQuery, signIn } from '../../api/session.ts'
import { forgetTenantKeys } from '../../api/tenant-key.ts'
import { landingOf } from './landing.ts'

type Credential = Parameters<typeof signIn>[0]

/** Signs in and goes on to where the visitor wanted to be; a code in the fragment is used at once, and taken out of the URL. */
export function useSignIn() {
  const client = useQueryClient()
  const router = useRouter()
  const { next }: { readonly next?: string | undefined } = useSearch({ strict: false })
  const [code] = useState(takeCode)
  const { mutate, error, isPending } = useMutation({
    mutationFn: (credential: Credential) => signIn(credential),
    meta: { showsItsErrors: true },
    onSuccess: (session) => {
      forgetTenantKeys()
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      router.history.replace(
        session.kind === 'portal' ? '/console/portal' : landingOf(next, window.location.origin),
      )
    },
  })
  useEffect(() => {
    if (code !== undefined) mutate({ code })
  }, [code, mutate])
  return { signIn: mutate, error, isBusy: isPending, isByLink: code !== undefined && error === null }
}

function takeCode(): string | undefined {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code')
  if (code === null) return undefined
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  return code
}
