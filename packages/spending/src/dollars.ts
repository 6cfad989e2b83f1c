const NANO_DIGITS = 9
const NANO = 10n ** BigInt(NANO_DIGITS)
/** As prices are written in a shop. */
const SHOWN_DIGITS = 2

/** Nano-dollars of a decimal string such as "5.00". @throws RangeError for anything else. */
export function nanoDollarsOf(dollars: string): number {
  const [, whole, fraction = ''] = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(dollars) ?? []
  if (whole === undefined) throw new RangeError('not an amount of US dollars')
  return Number(BigInt(whole) * NANO + BigInt(fraction.padEnd(NANO_DIGITS, '0')))
}

/** The decimal string of nano-dollars, exact, with no more digits than it needs and at least cents. */
export function dollarsOf(nanoDollars: number): string {
  const amount = BigInt(nanoDollars)
  const fraction = (amount % NANO).toString().padStart(NANO_DIGITS, '0').replace(/0+$/, '')
  return `${amount / NANO}.${fraction.padEnd(SHOWN_DIGITS, '0')}`
}
