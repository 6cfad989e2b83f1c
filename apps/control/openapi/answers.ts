import { DryRun, DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import * as z from 'zod/mini'

import type { Route } from '../src/route.ts'
import { change } from './example-resources.ts'
import type { Operation } from './operation.ts'
import { exampleOf, type Json, type SchemaBook } from './schema-json.ts'

const MEANINGS: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Written; a home object cannot be reached yet and is tried again until it can.',
  204: 'Done; there is nothing to say.',
}

/** The schema of each status that is no error; undefined: no body. */
export function answersOf(
  route: Route,
  operation: Operation,
): ReadonlyMap<number, z.core.$ZodType | undefined> {
  const { answer, status = 200, creates, propagates } = operation
  const answers = new Map<number, z.core.$ZodType | undefined>([[status, answer]])
  if (creates === true) answers.set(201, answer)
  if (propagates === true) answers.set(202, answer)
  if (takesDryRun(route)) {
    const plain = status === 200 ? answer : undefined
    answers.set(200, plain === undefined ? DryRun : z.union([plain, DryRun]))
  }
  return answers
}

function takesDryRun({ query }: Route): boolean {
  return (
    query instanceof z.ZodMiniObject && Object.keys(DryRunQuery.shape).every((name) => name in query.shape)
  )
}

/** As responses by status. */
export function answersJson(book: SchemaBook, route: Route, operation: Operation): Json {
  const entries = [...answersOf(route, operation)].sort(([a], [b]) => a - b)
  return Object.fromEntries(
    entries.map(([status, schema]) => [status, answerJson(book, { status, schema }, operation)]),
  )
}

function answerJson(
  book: SchemaBook,
  { status, schema }: { readonly status: number; readonly schema: z.core.$ZodType | undefined },
  { answer, versioned, contentTypes = [] }: Operation,
): Json {
  const headers =
    versioned === true && status !== 202
      ? { headers: { ETag: { description: 'Of this version.', schema: { type: 'string' } } } }
      : {}
  if (schema === undefined) return { description: MEANINGS[status] }
  const example = schema === DryRun ? dryRunExample(answer) : answer && exampleOf(answer)
  const json = { schema: book.add(schema), ...(example === undefined ? {} : { example }) }
  const others = contentTypes.map((type) => [type, { schema: { type: 'string' } }] as const)
  const content = { 'application/json': json, ...Object.fromEntries(others) }
  return { description: MEANINGS[status], ...headers, content }
}

function dryRunExample(answer: z.core.$ZodType | undefined): object {
  return { resource: (answer && exampleOf(answer)) ?? {}, changes: [change] }
}
