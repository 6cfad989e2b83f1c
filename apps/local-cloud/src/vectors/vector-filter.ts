/** Whether metadata meets a filter of Vectorize: every field must. Dots in a field name lead into nested objects. */
export function matchesFilter(metadata: unknown, filter: VectorizeVectorMetadataFilter): boolean {
  return Object.entries(filter).every(([field, wanted]) => meets(valueAt(metadata, field), wanted))
}

function valueAt(metadata: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), metadata)
}

function meets(value: unknown, wanted: unknown): boolean {
  if (!isRecord(wanted)) return equals(value, wanted)
  return Object.entries(wanted).every(([operator, operand]) => holds(operator, value, operand))
}

function holds(operator: string, value: unknown, operand: unknown): boolean {
  switch (operator) {
    case '$eq':
      return equals(value, operand)
    case '$ne':
      return !equals(value, operand)
    case '$in':
      return listOf(operand).some((item) => equals(value, item))
    case '$nin':
      return !listOf(operand).some((item) => equals(value, item))
    default:
      return compares(operator, value, operand)
  }
}

/** Only like compares with like; an unknown operator matches nothing. */
function compares(operator: string, value: unknown, operand: unknown): boolean {
  if (!isOrdered(value) || !isOrdered(operand) || typeof value !== typeof operand) return false
  if (operator === '$lt') return value < operand
  if (operator === '$lte') return value <= operand
  if (operator === '$gt') return value > operand
  return operator === '$gte' && value >= operand
}

const equals = (value: unknown, wanted: unknown): boolean => (value ?? null) === wanted
const listOf = (operand: unknown): readonly unknown[] => (Array.isArray(operand) ? operand : [])
const isOrdered = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
