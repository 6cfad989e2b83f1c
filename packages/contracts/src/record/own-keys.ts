/** What a tenant may do with its own keys, by the route that asks for it. */
export type OwnKeysRoute =
  | 'GET /v1/keys'
  | 'POST /v1/keys'
  | 'PATCH /v1/keys/:keyId'
  | 'DELETE /v1/keys/:keyId'
  | 'POST /v1/keys/:keyId/rotate'

/** A request about the keys of the tenant that the context names, by the key that it names. */
export interface OwnKeysCall {
  readonly route: OwnKeysRoute
  /** The key in the path. */
  readonly keyId?: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly ifMatch?: string
  readonly clientIp: string
  readonly userAgent?: string
}

/** What the Registry answers; the gateway makes a response of it. */
export interface OwnKeysReply {
  readonly status: number
  readonly body: object
  readonly headers: Readonly<Record<string, string>>
}
