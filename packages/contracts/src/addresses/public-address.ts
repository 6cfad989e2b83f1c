/**
 * IANA's special-purpose blocks: private, loopback, link-local, shared, documentation, benchmarks, multicast,
 * reserved.
 */
const IPV4_BLOCKS: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** As a URL spells it: four decimal numbers. Whatever else is taken for private. */
export function isIpv4Private(address: string): boolean {
  const value = numberOf(address)
  if (value === undefined) return true
  return IPV4_BLOCKS.some(([start, bits]) => {
    const size = 2 ** (32 - bits)
    const first = numberOf(start) ?? 0
    return value >= first && value < first + size
  })
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

/** Global unicast (2000::/3) without what holds an IPv4 address (6to4, Teredo) and without documentation. */
export function isIpv6Public(address: string): boolean {
  const [first = '', second = ''] = address.toLowerCase().split(':')
  const head = Number.parseInt(first, 16)
  if (!(head >= 0x2000 && head <= 0x3fff) || head === 0x2002) return false
  const next = second === '' ? 0 : Number.parseInt(second, 16)
  return !(head === 0x2001 && (next === 0 || next === 0xdb8))
}
