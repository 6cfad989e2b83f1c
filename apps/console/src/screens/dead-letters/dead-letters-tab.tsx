import { useParams } from '@tanstack/react-router'

import { DeadLetterList } from './dead-letter-list.tsx'

export function DeadLettersTab() {
  const { tenantId = '' } = useParams({ strict: false })
  return <DeadLetterList tenantId={tenantId} />
}
