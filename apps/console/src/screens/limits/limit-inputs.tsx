import { Input } from '@cloudflare/kumo/components/input'

import type { LimitFields } from './limit-fields.ts'

const FIELDS = [
  ['requestsPerMinute', 'Requests a minute'],
  ['burst', 'Burst'],
  ['tokensPerDay', 'Tokens a day'],
  ['tokensPerMonth', 'Tokens a month'],
  ['spendPerDay', 'US dollars a day'],
  ['spendPerMonth', 'US dollars a month'],
] as const satisfies readonly (readonly [keyof LimitFields, string])[]

interface LimitInputsProps {
  readonly fields: LimitFields
  /** With the one that was typed. */
  readonly onChange: (changed: Partial<LimitFields>) => void
}

export function LimitInputs({ fields, onChange }: LimitInputsProps) {
  return (
    <div className="grid gap-4 *:min-w-0 sm:grid-cols-2 [&_input]:w-full">
      {FIELDS.map(([name, label]) => (
        <Input
          key={name}
          label={label}
          inputMode="decimal"
          value={fields[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      ))}
    </div>
  )
}
