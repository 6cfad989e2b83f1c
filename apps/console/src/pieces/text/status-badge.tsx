import { Badge } from '@cloudflare/kumo/components/badge'

const VARIANTS = {
  active: 'success',
  enabled: 'success',
  delivered: 'success',
  indexed: 'success',
  searchable: 'success',
  pending: 'warning',
  queued: 'neutral',
  processing: 'neutral',
  suspended: 'warning',
  expired: 'neutral',
  disabled: 'neutral',
  revoked: 'neutral',
  failed: 'error',
} as const satisfies Record<string, 'success' | 'warning' | 'neutral' | 'error'>

const variantOf: ReadonlyMap<string, (typeof VARIANTS)[keyof typeof VARIANTS]> = new Map(
  Object.entries(VARIANTS),
)

/** The state of a thing as a dot and a word: colour alone says nothing. */
export function StatusBadge({ status }: { readonly status: string }) {
  return (
    <Badge variant={variantOf.get(status) ?? 'neutral'} appearance="dot">
      {status}
    </Badge>
  )
}
