import type { ControlEnv } from '../env.ts'

/** A deployment that lets clients of `/mcp` sign in by OAuth. */
export interface OAuthDeployment {
  /** The origin of the public API, exactly as clients name it. */
  readonly issuer: string
  readonly env: ControlEnv & { readonly OAUTH_KV: KVNamespace }
}

/** Undefined where it is off, as it is unless a deployment turns it on. */
export function oauthOf(env: ControlEnv): OAuthDeployment | undefined {
  const { OAUTH_ISSUER: issuer = '', OAUTH_KV } = env
  return issuer === '' || OAUTH_KV === undefined ? undefined : { issuer, env: { ...env, OAUTH_KV } }
}
