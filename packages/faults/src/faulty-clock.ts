import { faults } from './fault-switch.ts'
import type { FaultMode } from './fault.ts'

const HOUR_MS = 3_600_000

const SHIFTS: { readonly [mode in FaultMode]?: number } = {
  'hour-ahead': HOUR_MS,
  'hour-behind': -HOUR_MS,
  'day-ahead': 24 * HOUR_MS,
}

/** Makes this isolate's clock wrong on demand. Timers and alarms go on by the runtime's own. */
export function withClockFaults(): void {
  const right = Date.now
  Date.now = () => {
    const mode = faults.modeOf('clock')
    return right() + (mode === undefined ? 0 : (SHIFTS[mode] ?? 0))
  }
}
