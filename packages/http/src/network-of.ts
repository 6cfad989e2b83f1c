const GROUPS = 8
const GROUPS_OF_NETWORK = 4
const GROUP = /^[0-9a-f]{1,4}$/

/**
 * Whom failures of an address are counted against: an IPv4 address itself, of an IPv6 address its /64, since
 * one customer of a provider has all of these. Whatever is neither is counted by itself.
 */
export function networkOf(ip: string): string {
  const address = ip.toLowerCase()
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const groups = groupsOf(address)?.slice(0, GROUPS_OF_NETWORK)
  if (groups?.every((group) => GROUP.test(group)) !== true) return ip
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** The eight groups of an IPv6 address, its gap filled; undefined for anything else. */
function groupsOf(address: string): string[] | undefined {
  const parts = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const [before = [], after] = parts
  const missing = GROUPS - before.length - (after?.length ?? 0)
  if (parts.length > 2 || missing < 0 || (after === undefined && missing > 0)) return undefined
  return [...before, ...Array.from({ length: missing }, () => '0'), ...(after ?? [])]
}
