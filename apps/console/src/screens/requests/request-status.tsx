import { Badge } from '@cloudflare/kumo/components/badge'

interface RequestStatusProps {
  readonly status: number | undefined
  readonly errorCode: string | undefined
}

/** The HTTP status with our own code beside it; colour alone says nothing. */
export function RequestStatus({ status, errorCode }: RequestStatusProps) {
  if (status === undefined) return <span className="text-kumo-subtle">–</span>
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Badge variant={variantOf(status)} appearance="dot">
        {status}
      </Badge>
      {errorCode !== undefined && <span className="font-mono text-xs">{errorCode}</span>}
    </span>
  )
}

function variantOf(status: number): 'success' | 'warning' | 'error' {
  if (status >= 500) return 'error'
  return status >= 400 ? 'warning' : 'success'
}
