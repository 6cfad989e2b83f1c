import type { AuthorizationServer } from './library.ts'
import type { OAuthDeployment } from './oauth-deployment.ts'

const made = new Map<string, Promise<AuthorizationServer>>()

/** Evaluated with the first request that needs it: nobody else waits for the library. */
export function authorizationServerOf({ issuer }: OAuthDeployment): Promise<AuthorizationServer> {
  const known = made.get(issuer)
  if (known !== undefined) return known
  const making = import('./library.ts').then(({ createAuthorizationServer }) =>
    createAuthorizationServer(issuer),
  )
  made.set(issuer, making)
  return making
}
