import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

export const AUTHORIZE = '/oauth/authorize'
export const TOKEN = '/oauth/token'
export const REGISTER = '/oauth/register'
export const SERVER_METADATA = '/.well-known/oauth-authorization-server'
export const RESOURCE_METADATA = '/.well-known/oauth-protected-resource/mcp'

/** What `/mcp` can use: `search` for all of it, `chat` for the tool `answer`. */
export const GRANT_SCOPES = ['search', 'chat'] as const satisfies readonly Scope[]

/** What tokens are good for. */
export function resourceOf(issuer: string): string {
  return `${issuer}/mcp`
}
