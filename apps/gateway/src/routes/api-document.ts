import { openRoute, type Route } from '../route.ts'

const PUBLIC = { 'cache-control': 'public, max-age=300' }

interface Reference {
  readonly page: string
  /** Its content security policy: the style and the script of the page alone. */
  readonly policy: string
}

/** The API document, for tools and for readers; both are made from the routes before the build. */
export function apiDocumentRoutes(openApi: string, { page, policy }: Reference): readonly Route[] {
  return [
    openRoute(
      '/openapi.json',
      { summary: 'This API as OpenAPI 3.1' },
      async () => new Response(openApi, { headers: { ...PUBLIC, 'content-type': 'application/json' } }),
    ),
    openRoute(
      '/docs',
      { summary: 'This API as a page' },
      async () =>
        new Response(page, {
          headers: {
            ...PUBLIC,
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': policy,
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
          },
        }),
    ),
  ]
}
