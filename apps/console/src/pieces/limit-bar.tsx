import type { ReactNode } from 'react'

interface LimitBarProps {
  readonly label: string
  readonly used: number
  /** Held by requests that are running. */
  readonly reserved?: number
  readonly limit: number
  /** `1.2K of 5K`. */
  readonly value: string
  readonly note?: ReactNode
}

const FULL = 1
const NEAR = 0.8

/** A limit as a bar: what is used, what is reserved, what is left. */
export function LimitBar({ label, used, reserved = 0, limit, value, note }: LimitBarProps) {
  const share = limit === 0 ? FULL : used / limit
  const held = limit === 0 ? 0 : reserved / limit
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{label}</span>
        <span className="text-kumo-subtle tabular-nums">{value}</span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(Math.round(share * 100), 100)}
        aria-valuetext={value}
        className="mt-1.5 flex h-2 overflow-hidden rounded-full bg-kumo-fill"
      >
        <span
          className={`h-full transition-[width] duration-500 ${toneOf(share)}`}
          style={{ width: percentOf(share) }}
        />
        <span
          className="h-full bg-kumo-brand/35 transition-[width] duration-500"
          style={{ width: percentOf(Math.min(held, Math.max(0, FULL - share))) }}
        />
      </div>
      {note !== undefined && <p className="mt-1 text-xs text-kumo-subtle">{note}</p>}
    </div>
  )
}

function toneOf(share: number): string {
  if (share >= FULL) return 'bg-kumo-danger'
  return share >= NEAR ? 'bg-kumo-warning' : 'bg-kumo-brand'
}

function percentOf(share: number): string {
  return `${Math.min(Math.max(share, 0), FULL) * 100}%`
}
