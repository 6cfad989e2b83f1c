import { Misuse } from './failure.ts'

/**
 * A path of the admin API with ids in it: each is one step, whatever its characters. `.` and `..` would name
 * what is above it, such as the tenant of a key. @throws Misuse for them, and for nothing at all
 */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  const wrong = ids.find((id) => id === '' || id === '.' || id === '..')
  if (wrong !== undefined) throw new Misuse(`"${wrong}" is no id`)
  return String.raw({ raw: parts }, ...ids.map(encodeURIComponent))
}
