import { Input } from '@cloudflare/kumo/components/input'

const MAX_REASON_CHARS = 500

interface ReasonInputProps {
  readonly reason: string
  readonly onChange: (reason: string) => void
}

/** Why something is changed, for whoever reads the audit log later. */
export function ReasonInput({ reason, onChange }: ReasonInputProps) {
  return (
    <Input
      label="Reason"
      description="Kept in the audit log. May stay empty."
      value={reason}
      maxLength={MAX_REASON_CHARS}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
