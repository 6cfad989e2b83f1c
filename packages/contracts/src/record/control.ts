import type { RecordKeeper } from './record-keeper.ts'

/** Implemented by apps/control (entrypoint `Control`); called by gateway and the home objects of rate-limit. */
export interface ControlService extends RecordKeeper {
  /** `/admin/v1/…` */
  fetch(request: Request): Promise<Response>
}
