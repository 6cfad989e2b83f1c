const SMALLEST_SHOWN = 0.000_001
const COUNT = new Intl.NumberFormat('en-GB')
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
const STEPS = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [30, 'day'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
] as const
const RELATIVE = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto', style: 'short' })

export function formatCount(count: number): string {
  return COUNT.format(count)
}

/** `1.2K`, `3M`: for bars and cards, beside the exact number. */
export function formatShort(count: number): string {
  return SHORT.format(count)
}

export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1)
  const value = bytes / 1024 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[step] ?? 'B'}`
}

/** US dollars from the API's decimal string; unknown prices stay unknown. */
export function formatMoney(dollars: string | null | undefined): string {
  if (dollars === null || dollars === undefined) return '–'
  const value = Number(dollars)
  if (value === 0) return '$0.00'
  // Little is not nothing.
  if (Math.abs(value) < SMALLEST_SHOWN) return `<$${SMALLEST_SHOWN}`
  const digits = Math.abs(value) < 0.01 ? 6 : Math.abs(value) < 1 ? 4 : 2
  return `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: digits })}`
}

export function formatMs(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return ms < 60_000 ? `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s` : `${(ms / 60_000).toFixed(1)} min`
}

/** `29 Nov 06:08:11`, in UTC; with the year when it is another one. */
export function formatUtc(at: string | number, now: number = Date.now()): string {
  const time = new Date(at)
  const day = `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()] ?? ''}`
  const isThisYear = time.getUTCFullYear() === new Date(now).getUTCFullYear()
  const clock = time.toISOString().slice(11, 19)
  return isThisYear ? `${day} ${clock}` : `${day} ${time.getUTCFullYear()} ${clock}`
}

/** In the reader's own time zone, with its name. */
export function formatLocal(at: string | number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' })
}

/** `3 min ago`, `in 2 days`. */
export function formatAgo(at: string | number, now: number = Date.now()): string {
  let value = (new Date(at).getTime() - now) / 1_000
  for (const [size, unit] of STEPS) {
    if (Math.abs(value) < size) return RELATIVE.format(Math.round(value), unit)
    value /= size
  }
  return ''
}
