import { MAX_LABEL_CHARS, MAX_LABEL_VALUES, MAX_TENANTS } from '../limits.ts'

const OTHER = 'other'
const TENANT = /^[a-z0-9-]{1,32}$/
const ROUTE = /^(unmatched|\/[\w/:.-]*)$/
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Versions are bounded by whoever keeps their series, since old ones make room for new ones. */
const MOST: Readonly<Record<string, number>> = { tenantId: MAX_TENANTS, version: Number.POSITIVE_INFINITY }

const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  tenantId: (value) => TENANT.test(value),
  route: (value) => ROUTE.test(value),
  method: (value) => METHODS.has(value),
}

/**
 * Keeps every label small for ever: a value of an unexpected form, or one too many, is `other`. What clients
 * can choose would otherwise grow the memory of every store that ever scrapes it.
 */
export class LabelBounds {
  readonly #known = new Map<string, Set<string>>()

  bound(label: string, value: string | number | undefined): string {
    const text = String(value ?? '')
    const known = this.#known.get(label) ?? new Set<string>()
    if (known.has(text)) return text
    const max = MOST[label] ?? MAX_LABEL_VALUES
    const hasForm = text.length <= MAX_LABEL_CHARS && (FORMS[label]?.(text) ?? true)
    if (!hasForm || known.size >= max) return OTHER
    this.#known.set(label, known.add(text))
    return text
  }
}
