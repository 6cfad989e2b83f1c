type Line = Readonly<Record<string, unknown>>

/** Of a line that says nothing itself: what its parts share. */
export const WORK = 'work'

/** What a line leaves out that becomes a part of the line of its request. */
export function asPart({
  level: _l,
  tenantId: _t,
  requestId: _r,
  traceId: _i,
  route: _o,
  ...part
}: Line): Line {
  return part
}

/** The lines that one line stands for: its parts with what they share, and then itself, which was written last. */
export function partsOf(line: Line): readonly Line[] {
  if (line['parts'] === undefined) return [line]
  const { parts, ...own } = line
  if (!Array.isArray(parts)) return [line]
  const isWork = own['message'] === WORK
  const { level, tenantId, requestId, traceId, route } = own
  const shared = isWork ? own : { level, tenantId, requestId, traceId, route }
  const lines = parts.map((part: unknown) => Object.assign({}, shared, part))
  return isWork ? lines : [...lines, own]
}
