/** Cloudflare's list prices beyond what a paid plan includes, November 2026, US dollars. */
export const PRICES = {
  request: 0.3e-6,
  cpuMs: 0.02e-6,
  objectCall: 0.15e-6,
  /** Of 128 MB, while an object runs or waits for a timer. */
  objectSecond: 12.5e-6 * 0.128,
  rowWritten: 1e-6,
  /** Workers Logs, from December 2026 on. */
  logByte: 0.25e-9,
} as const

export const MILLION = 1_000_000
