/** Paths of fields that one of the two has and the other has not. Of a list only the first items are compared. */
export function missingFields(shown: unknown, answered: unknown, path = ''): string[] {
  if (Array.isArray(shown) && Array.isArray(answered)) {
    return shown.length === 0 ? [] : missingFields(shown[0], answered[0], `${path}[0]`)
  }
  if (!isObject(shown) || !isObject(answered)) {
    return typeof shown === typeof answered ? [] : [`${path}: ${typeof answered}`]
  }
  const names = new Set([...Object.keys(shown), ...Object.keys(answered)])
  return [...names].flatMap((name) => missingFields(shown[name], answered[name], `${path}.${name}`))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
