import { isPublicUrl } from './public-url.ts'

export const NOT_PUBLIC = 'must be an https URL of a public host, or a data URL'

/** A field that holds an address: `url`, `file_url`, `fileUri`. */
const ADDRESS = /(?:^|_)ur[il]$|Ur[il]$/
/** What these say may name any address: nobody reads from it. */
const SPOKEN: ReadonlySet<unknown> = new Set(['text', 'output_text', 'refusal', 'thinking', 'reasoning'])

/**
 * The first field of a part or tool that has a model, or the model's server, read from an address which is not
 * a public one, however deep it stands.
 */
export function insideAddress(given: Readonly<Record<string, unknown>>): string | undefined {
  const isSpoken = SPOKEN.has(given['type'])
  const bad = Object.entries(given).find(([name, value]) =>
    isSpoken ? name.endsWith('_url') && pointsInside(name, value) : pointsInside(name, value),
  )
  return bad?.[0]
}

/** The depth of a body is bounded before it is read by any schema. */
function pointsInside(name: string, value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value)
    return Object.entries(value).some(([inner, each]) => pointsInside(isList ? name : inner, each))
  }
  if (!ADDRESS.test(name) || value == null) return false
  return typeof value !== 'string' || !(/^data:/i.test(value) || isPublicUrl(value))
}
