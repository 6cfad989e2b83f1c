import { Select } from '@cloudflare/kumo/components/select'

const GRACES = { '0': 'now', '3600': 'in 1 hour', '86400': 'in 24 hours', '604800': 'in 7 days' } as const

interface GraceChoiceProps {
  readonly value: number
  readonly onChange: (seconds: number) => void
}

/** How long the old secret stays good. */
export function GraceChoice({ value, onChange }: GraceChoiceProps) {
  return (
    <Select
      label="The old secret ends"
      hideLabel={false}
      items={GRACES}
      value={String(value)}
      onValueChange={(next) => onChange(Number(next))}
    />
  )
}
