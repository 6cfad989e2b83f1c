import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { openApiDocument } from '../../openapi/document.ts'
import { OPERATIONS } from '../../openapi/operations.ts'
import { ROUTES } from '../routes.ts'
import { admin, cookieOf } from '../testing/admin.ts'

const Described = z.object({
  requestBody: z.optional(
    z.object({ content: z.object({ 'application/json': z.object({ example: z.optional(z.unknown()) }) }) }),
  ),
})
const { paths } = openApiDocument(ROUTES, OPERATIONS)

/** Each operation that takes a body, and the one that the document shows. */
const SHOWN = new Map(
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const { requestBody } = Described.parse(operation)
      const name = `${method.toUpperCase()} ${path.replace('/admin/v1', '')}`
      return requestBody === undefined
        ? []
        : [[name, requestBody.content['application/json'].example] as const]
    }),
  ),
)

/** In an order in which each finds what it is about; the operator's token of the first is nobody's. */
const ORDER = [
  'POST /tenants/apply',
  'POST /plans',
  'PUT /plans/{name}',
  'PATCH /plans/{name}',
  'PUT /prices',
  'POST /tenants',
  'PUT /tenants/{id}',
  'PATCH /tenants/{id}',
  'POST /tenants/{id}/suspend',
  'POST /tenants/{id}/resume',
  'POST /tenants/{id}/keys',
  'PATCH /tenants/{id}/keys/{keyId}',
  'POST /tenants/{id}/keys/{keyId}/rotate',
  'PUT /tenants/{id}/flags',
  'PUT /flags',
  'POST /alerts',
  'POST /webhooks',
  'POST /webhooks/{id}/test',
  'POST /webhooks/{id}/deliveries/{deliveryId}/replay',
  'POST /webhooks/{id}/rotate-secret',
  'PATCH /webhooks/{id}',
  'POST /operators',
  'PATCH /operators/{id}',
  'POST /portal-sessions',
  'POST /sign-in-links',
  'POST /session/key',
] as const

/** Whose answer holds the id that later paths name. */
const MAKES: Readonly<Record<string, string>> = {
  'POST /tenants': '/tenants/{id}',
  'POST /plans': '/plans/{name}',
  'POST /tenants/{id}/keys': '/keys/{keyId}',
  'POST /webhooks': '/webhooks/{id}',
  'POST /webhooks/{id}/test': '/deliveries/{deliveryId}',
  'POST /operators': '/operators/{id}',
}

test('every body that the document shows is accepted, and answered as it says', async () => {
  const made = new Map<string, string>()
  const link = await admin('POST', '/sign-in-links', {})
  const cookie = await cookieOf({ code: link.body.url.split('code=')[1] })
  const refused: unknown[] = []
  for (const name of ORDER) {
    const [method = '', template = ''] = name.split(' ')
    const path = [...made].reduce((whole, [part, real]) => whole.replace(part, real), template)
    const { status, body } = await admin(
      method,
      path,
      SHOWN.get(name),
      template === '/session/key' ? { cookie } : {},
    )
    if (status >= 300) refused.push([name, status, body])
    const part = MAKES[name]
    if (part !== undefined) made.set(part, part.replace(/\{.*/, body.id ?? body.name))
  }

  expect(refused).toEqual([])
})

test('each body of the document is among them, but for a token and a client that are made up', () => {
  expect([...SHOWN.keys()].toSorted()).toEqual([...ORDER, 'POST /session', 'POST /session/grants'].toSorted())
  expect([...SHOWN].filter(([, example]) => example === undefined).map(([name]) => name)).toEqual([])
})
