import { expect } from 'vitest'
import * as z from 'zod/mini'

import { answersOf } from '../../openapi/answers.ts'
import { ErrorEnvelope } from '../../openapi/errors.ts'
import { OPERATIONS } from '../../openapi/operations.ts'
import { keyOf, type Route } from '../route.ts'
import { ROUTES } from '../routes.ts'

/** Routes that have answered with something else than an error. */
export const answered = new Set<string>()

/** Whether it is what the API's document says: every field of it is described, and none is missing. */
export function checkAnswer(
  method: string,
  path: string,
  { status, body }: { status: number; body: unknown },
) {
  const route = routeOf(method, path)
  if (status >= 400) return expect(z.parse(ErrorEnvelope, body)).toMatchObject(Object(body))
  if (route === undefined) return
  const key = keyOf(route)
  const operation = OPERATIONS[key]
  const answers = operation === undefined ? undefined : answersOf(route, operation)
  expect([key, [...(answers?.keys() ?? [])]], 'an undescribed status').toEqual([
    key,
    expect.arrayContaining([status]),
  ])
  answered.add(key)
  const schema = answers?.get(status)
  if (schema === undefined || typeof body !== 'object') return
  const parsed = z.safeParse(schema, body)
  expect([key, parsed.error?.issues]).toEqual([key, undefined])
  // What the schema does not know is not in `data`; what it has a default for may be.
  expect({ key, ...Object(parsed.data) }).toMatchObject({ key, ...Object(body) })
}

function routeOf(method: string, path: string): Route | undefined {
  const [pathname = ''] = path.split('?')
  return ROUTES.find(
    (route) =>
      route.method === method &&
      new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(`/admin/v1${pathname}`),
  )
}
