/** The lines that one line stands for: itself, or its parts with what they share. */
export function partsOf(
  line: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  if (line['parts'] === undefined) return [line]
  const { parts, ...shared } = line
  if (!Array.isArray(parts)) return [line]
  return parts.map((part: unknown) => Object.assign({}, shared, part))
}
