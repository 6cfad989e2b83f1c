import { Select } from '@cloudflare/kumo/components/select'

interface FilterSelectProps {
  readonly label: string
  /** Value to what people read; what is not filtered has a line of its own. */
  readonly options: Readonly<Record<string, string>>
  readonly any?: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

const ANY = '*'

export function FilterSelect({
  label,
  options,
  any = `Any ${label.toLowerCase()}`,
  value,
  onChange,
}: FilterSelectProps) {
  return (
    <Select
      aria-label={label}
      className="min-w-36"
      items={{ [ANY]: any, ...options }}
      // A link may say what is no choice here.
      value={value !== undefined && Object.hasOwn(options, value) ? value : ANY}
      onValueChange={(chosen) => onChange(chosen === ANY || chosen === null ? undefined : chosen)}
    />
  )
}
