/** Permissions of an API token by the names of the dashboard, with what shows whether a token has them. */
export const PERMISSIONS = [
  { name: 'Workers Scripts', probe: '/workers/subdomain', path: /\/workers\// },
  { name: 'Workers KV Storage', probe: '/storage/kv/namespaces?per_page=1&page=1', path: /\/storage\/kv/ },
  { name: 'Workers R2 Storage', probe: '/r2/buckets', path: /\/r2\// },
  { name: 'Queues', probe: '/queues?per_page=1&page=1', path: /\/queues/ },
  { name: 'Vectorize', probe: '/vectorize/v2/indexes', path: /\/vectorize/ },
  { name: 'AI Gateway', probe: '/ai-gateway/gateways?per_page=1&page=1', path: /\/ai-gateway/ },
] as const

/** What to do about a refusal that a permission would prevent; undefined for any other. */
export function missingPermission(status: number, method: string, path: string): string | undefined {
  if (status === 401) return 'the token is not valid: make a new one and set CLOUDFLARE_API_TOKEN'
  if (status === 404 && path.endsWith('/workers/subdomain'))
    return 'the account has no workers.dev subdomain yet: open Workers & Pages in the dashboard once, which makes one'
  if (status !== 403) return undefined
  const found = PERMISSIONS.find((one) => one.path.test(path))
  if (found === undefined) return undefined
  return `the token lacks the permission ${found.name}: Edit (${method} was refused): add it to the token in the dashboard`
}
