import type { Change } from '@bulkhead/contracts/http/admin/changes'

/** Every field that differs, by its path. Lists count as one value; what is absent is null. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (!isObject(before) && !isObject(after)) {
    return [{ path, before: before ?? null, after: after ?? null }]
  }
  const was = isObject(before) ? before : {}
  const is = isObject(after) ? after : {}
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].flatMap((name) =>
    changesBetween(Reflect.get(was, name), Reflect.get(is, name), path === '' ? name : `${path}.${name}`),
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
