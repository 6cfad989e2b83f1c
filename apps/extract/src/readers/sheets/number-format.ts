/** The formats that every workbook has without naming them. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
}
const DAY_MS = 86_400_000
/** Day 0 of the two calendars; the first holds a day that never was, so it begins a day early. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30)
const EPOCH_1904_MS = Date.UTC(1904, 0, 1)
const MAX_DAY = 2_958_466
const DIGITS = 15

export function builtInFormat(id: number): string | undefined {
  return (
    BUILT_IN[id] ?? (id >= 27 && id <= 58 ? (id >= 50 || id <= 36 ? 'yyyy-mm-dd' : undefined) : undefined)
  )
}

/** A number as its cell shows it, near enough to be found: dates by year, month and day. */
export function shownNumber(raw: string, format: string | undefined, is1904 = false): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (format === undefined || /^general$/i.test(format)) return plain(value)
  const [first = ''] = format.split(';')
  const section = first.replace(/\[\$([^\]-]*)[^\]]*\]/gu, '"$1"')
  const bare = section.replace(/"[^"]*"|\\.|_.|\*./gu, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '')
  if (/[ymdhs]/iu.test(bare)) return shownDate(value, bare, is1904)
  if (!/[0#?]/u.test(bare)) return plain(value)
  return shownFigure(value, section, bare)
}

/** As many digits as Excel shows: what floats add behind them nobody has typed. */
function plain(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS))
  return Math.abs(rounded) >= 1e21 ? String(rounded) : rounded.toString()
}

function shownDate(value: number, bare: string, is1904: boolean): string {
  if (value < 0 || value > MAX_DAY) return plain(value)
  const hasDay = /[yd]/iu.test(bare) || /m{3,}/iu.test(bare) || !/[hs]/iu.test(bare)
  const hasTime = /[hs]/iu.test(bare)
  const time = timeOf(Math.round((value % 1) * DAY_MS))
  if (!hasDay && /\[h+\]/iu.test(bare)) {
    const minutes = Math.round(value * 24 * 60)
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  }
  if (!hasDay) return time
  const date = new Date((is1904 ? EPOCH_1904_MS : EPOCH_1900_MS) + Math.floor(value) * DAY_MS)
  const day = date.toISOString().slice(0, 10)
  return hasTime ? `${day} ${time}` : day
}

function timeOf(ms: number): string {
  const time = new Date(ms).toISOString().slice(11, 19)
  return time.endsWith(':00') ? time.slice(0, 5) : time
}

function shownFigure(value: number, section: string, bare: string): string {
  const isPercent = bare.includes('%')
  if (/e[+-]/iu.test(bare) || bare.includes('/')) return plain(value)
  const places = /\.([0#?]+)/u.exec(bare)?.[1]?.length ?? 0
  const scaled = isPercent ? value * 100 : value
  const fixed = Number(scaled.toPrecision(DIGITS)).toFixed(Math.min(places, DIGITS))
  const figure = /[#0],[#0]/u.test(bare) ? grouped(fixed) : fixed
  return `${around(section, 'before')}${padded(figure, bare)}${isPercent ? '%' : ''}${around(section, 'after')}`.trim()
}

function grouped(figure: string): string {
  const [whole = '', part] = figure.split('.')
  const parted = whole.replace(/\B(?=(?:\d{3})+$)/gu, ',')
  return part === undefined ? parted : `${parted}.${part}`
}

/** Codes such as 00042 keep their zeros. */
function padded(figure: string, bare: string): string {
  const zeros = /^[^.0#]*(0+)(?:\.|$|[^0#,.])/u.exec(bare)?.[1]?.length ?? 0
  return zeros > 1 && /^\d+$/u.test(figure) ? figure.padStart(zeros, '0') : figure
}

/** Currencies and units that the format puts around the figure. */
function around(section: string, side: 'before' | 'after'): string {
  const at = section.search(/[0#?]/u)
  const last = Math.max(...['0', '#', '?', '%'].map((sign) => section.lastIndexOf(sign)))
  const text = side === 'before' ? section.slice(0, at) : section.slice(last + 1)
  return text
    .replace(/\[[^\]]*\]|_.|\*./gu, '')
    .replace(/\\(.)/gu, '$1')
    .replaceAll('"', '')
    .replace(/[()]/gu, '')
}
