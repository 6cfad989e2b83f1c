import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { sessionQuery, signOut } from '../api/session.ts'
import { forgetTenantKeys } from '../api/tenant-key.ts'

/** Ends the session on the server, and forgets everything that was read with it. */
export function useSignOut(): () => void {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { mutate } = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      forgetTenantKeys()
      client.clear()
      client.setQueryData(sessionQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
    },
  })
  return () => mutate()
}
