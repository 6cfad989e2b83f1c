import type { Environment } from './deploy-config.ts'

const TITLES: Readonly<Record<string, string>> = { FLAGS: 'bulkhead-flags', OAUTH_KV: 'bulkhead-oauth' }

/** The title of a binding's KV namespace; undefined where this environment does without it. */
export function namespaceOf(
  binding: string,
  { mcpOAuth }: Pick<Environment, 'mcpOAuth'>,
): string | undefined {
  return binding === 'OAUTH_KV' && !mcpOAuth ? undefined : TITLES[binding]
}
