import { OAuthAuthorizationServer, OAuthError } from '@cloudflare/workers-oauth-provider'

import { ACCESS_TOKEN_SECONDS, CLIENT_SECONDS, GRANT_MS } from '../limits.ts'
import type { OAuthDeployment } from './oauth-deployment.ts'
import { AUTHORIZE, GRANT_SCOPES, REGISTER, resourceOf, TOKEN } from './paths.ts'

export { AuthorizationError, authorizationErrorRedirect } from '@cloudflare/workers-oauth-provider'

export type AuthorizationServer = OAuthAuthorizationServer<OAuthDeployment['env']>

/** Of one issuer, for the one resource `/mcp`: code with PKCE, refresh tokens, dynamic registration, nothing else. */
export function createAuthorizationServer(issuer: string): AuthorizationServer {
  return new OAuthAuthorizationServer({
    issuer,
    resources: [resourceOf(issuer)],
    authorizeEndpoint: AUTHORIZE,
    tokenEndpoint: TOKEN,
    clientRegistrationEndpoint: REGISTER,
    scopesSupported: [...GRANT_SCOPES],
    accessTokenTTL: ACCESS_TOKEN_SECONDS,
    refreshTokenTTL: GRANT_MS / 1_000,
    clientRegistrationTTL: CLIENT_SECONDS,
    tokenExchangeCallback: refuseFewerScopes,
    // Its own way is a line on the console, which our logs do not know.
    onError: () => undefined,
  })
}

/** The key behind a grant has all of its scopes: a token that claims fewer would have more than it says. */
function refuseFewerScopes({
  scope,
  requestedScope,
}: {
  readonly scope: readonly string[]
  readonly requestedScope: readonly string[]
}): void {
  if (requestedScope.length >= scope.length) return
  throw new OAuthError('invalid_scope', { description: 'A token has all scopes of its grant' })
}
