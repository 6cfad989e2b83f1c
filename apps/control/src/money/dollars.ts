const NANO = 1_000_000_000n

/** Nano-dollars as a decimal string, without zeros at the end but with cents. */
export function dollarsOfNano(nano: bigint): string {
  const places = String(nano % NANO).padStart(9, '0')
  return `${nano / NANO}.${places.replace(/0{1,7}$/, '')}`
}
