import type { GatewayEnv } from '../env.ts'

/** Whether clients of `/mcp` may sign in by OAuth at this origin: at one of the deployment's, or at none. */
export function isIssuer({ origin }: URL, { OAUTH_ISSUER }: Pick<GatewayEnv, 'OAUTH_ISSUER'>): boolean {
  return OAUTH_ISSUER !== undefined && OAUTH_ISSUER !== '' && origin === OAUTH_ISSUER
}
