import { openRoute, type Route } from '../route.ts'

const PUBLIC = { 'cache-control': 'public, max-age=300' }

/** The API document, for tools and for readers; both are made from the schemas before the build. */
export function apiDocumentRoutes(openApi: string, reference: string): readonly Route[] {
  return [
    openRoute(
      '/openapi.json',
      async () => new Response(openApi, { headers: { ...PUBLIC, 'content-type': 'application/json' } }),
    ),
    openRoute(
      '/docs',
      async () =>
        new Response(reference, {
          headers: {
            ...PUBLIC,
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          },
        }),
    ),
  ]
}
