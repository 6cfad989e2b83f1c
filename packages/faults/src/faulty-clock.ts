import { faults } from './fault-switch.ts'
import type { FaultMode } from './fault.ts'
import { factsOf, wrapMethods } from './faulty-methods.ts'

const HOUR_MS = 3_600_000

const SHIFTS: { readonly [mode in FaultMode]?: number } = {
  'hour-ahead': HOUR_MS,
  'hour-behind': -HOUR_MS,
  'day-ahead': 24 * HOUR_MS,
}

/**
 * Makes the time of day wrong on demand for the methods of a Durable Object, up to their first wait: what
 * they decide in one step, they decide by a wrong clock. Timers and alarms go by the runtime's own.
 */
export function withClockFaults(type: { readonly prototype: object }): void {
  const right = Date.now
  let shiftMs = 0
  Date.now = () => right() + shiftMs
  wrapMethods(type, ({ args }, run) => {
    const mode = faults.take('clock', factsOf(args))?.mode
    shiftMs = mode === undefined ? 0 : (SHIFTS[mode] ?? 0)
    try {
      return run()
    } finally {
      shiftMs = 0
    }
  })
}
