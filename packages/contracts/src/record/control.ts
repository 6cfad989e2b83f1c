import type { RequestContext } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import type { OwnKeysCall, OwnKeysReply } from './own-keys.ts'
import type { RecordKeeper } from './record-keeper.ts'

/** Implemented by apps/control (entrypoint `Control`); called by gateway and the home objects of rate-limit. */
export interface ControlService extends RecordKeeper {
  /** `/admin/v1/…` */
  fetch(request: Request): Promise<Response>
  /** `/v1/keys`: for a key that its home object has admitted with `keys:write`; the record judges it again. */
  ownKeys(ctx: RequestContext, call: OwnKeysCall): Promise<Outcome<OwnKeysReply>>
  /** The key behind an access token of `/mcp`; null for one that is not good. Refusal: `storage_unavailable` */
  grantedKey(asked: { readonly requestId: string; readonly token: string }): Promise<Outcome<string | null>>
}
