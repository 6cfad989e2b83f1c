import { Misuse } from './failure.ts'

/**
 * An id as one step of a path: `.` and `..` would name what is above it, such as the tenant of a key. @throws
 * Misuse for them, and for nothing at all
 */
export function id(text: string): string {
  if (text === '' || text === '.' || text === '..') throw new Misuse(`"${text}" is no id`)
  return text
}
