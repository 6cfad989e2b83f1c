import { isRecord, type JsonRecord } from '../json/json.ts'
import type { Extra } from '../model-answer.ts'

/** Whether there is something in it: many servers send every field they know as null, "" or []. */
export function hasValue(fields: JsonRecord | undefined): boolean {
  if (fields === undefined) return false
  return Object.values(fields).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '',
  )
}

/** Fields that wait for the next delta to go out with; a later value replaces an earlier one. */
export function overlay(before: Extra, { choice, body }: Extra): Extra {
  return {
    ...before,
    ...(choice === undefined ? {} : { choice: { ...before.choice, ...choice } }),
    ...(body === undefined ? {} : { body: { ...before.body, ...body } }),
  }
}

/** The fields of a whole answer from those of its pieces. */
export function joinExtra(before: Extra, { message, choice, body }: Extra): Extra {
  return {
    ...before,
    ...(message === undefined ? {} : { message: joinFields(before.message, message) }),
    ...(choice === undefined ? {} : { choice: joinFields(before.choice, choice) }),
    ...(body === undefined ? {} : { body: { ...before.body, ...body } }),
  }
}

/** As OpenAI's clients do: texts and lists grow, everything else is replaced. */
function joinFields(before: JsonRecord | undefined, now: JsonRecord): JsonRecord {
  const joined: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(now)) joined[name] = joinValue(joined[name], value)
  return joined
}

function joinValue(before: unknown, now: unknown): unknown {
  if (before === undefined || before === null) return now
  if (now === undefined || now === null) return before
  if (typeof before === 'string' && typeof now === 'string') return before + now
  if (Array.isArray(before) && Array.isArray(now)) return [...before, ...now]
  return isRecord(before) && isRecord(now) && !('rawJSON' in now) ? joinFields(before, now) : now
}
