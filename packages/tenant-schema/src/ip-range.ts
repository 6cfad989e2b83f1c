/** An address as a number, and of how many bits. */
interface Address {
  readonly value: bigint
  readonly bits: 32 | 128
}

/** Whether the text is an IP address, or one with `/` and how many of its bits count. */
export function isIpRange(text: string): boolean {
  return rangeOf(text) !== undefined
}

/** Whether any of the ranges holds the address. What is no address is in none. */
export function isInRanges(ip: string, ranges: readonly string[]): boolean {
  const address = addressOf(ip)
  if (address === undefined) return false
  return ranges.some((text) => {
    const range = rangeOf(text)
    if (range?.base.bits !== address.bits) return false
    const ignored = BigInt(address.bits - range.prefix)
    return range.base.value >> ignored === address.value >> ignored
  })
}

/** Whether all addresses of the range are in one of the ranges. */
export function isRangeInRanges(text: string, ranges: readonly string[]): boolean {
  const inner = rangeOf(text)
  if (inner === undefined) return false
  return ranges.some((outerText) => {
    const outer = rangeOf(outerText)
    if (outer?.base.bits !== inner.base.bits || outer.prefix > inner.prefix) return false
    const ignored = BigInt(outer.base.bits - outer.prefix)
    return outer.base.value >> ignored === inner.base.value >> ignored
  })
}

function rangeOf(text: string): { readonly base: Address; readonly prefix: number } | undefined {
  const [ip = '', length, ...rest] = text.split('/')
  const base = addressOf(ip)
  if (base === undefined || rest.length > 0) return undefined
  if (length === undefined) return { base, prefix: base.bits }
  if (!/^\d{1,3}$/.test(length)) return undefined
  const isMapped = ip.includes(':') && base.bits === 32
  const prefix = Number(length) - (isMapped ? 96 : 0)
  return prefix >= 0 && prefix <= base.bits ? { base, prefix } : undefined
}

/** An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is that IPv4 address. */
function addressOf(ip: string): Address | undefined {
  if (!ip.includes(':')) {
    const value = ipv4Of(ip)
    return value === undefined ? undefined : { value, bits: 32 }
  }
  const value = ipv6Of(ip.toLowerCase())
  if (value === undefined) return undefined
  return value >> 32n === 0xffffn ? { value: value & 0xffffffffn, bits: 32 } : { value, bits: 128 }
}

function ipv4Of(ip: string): bigint | undefined {
  const parts = ip.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined
  }
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

function ipv6Of(ip: string): bigint | undefined {
  const halves = ip.split('::')
  if (halves.length > 2) return undefined
  const [before, after] = halves.map(groupsOf)
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined
  const missing = 8 - before.length - (after?.length ?? 0)
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...(after ?? [])]
  return groups.reduce((value, group) => (value << 16n) | group, 0n)
}

function groupsOf(half: string): bigint[] | undefined {
  if (half === '') return []
  const groups: bigint[] = []
  const parts = half.split(':')
  for (const [at, part] of parts.entries()) {
    if (part.includes('.') && at === parts.length - 1) {
      const ipv4 = ipv4Of(part)
      if (ipv4 === undefined) return undefined
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn)
    } else if (/^[0-9a-f]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`))
    else return undefined
  }
  return groups
}
