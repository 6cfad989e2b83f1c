import type { Drill } from '../stage/drill.ts'
import { FAIRNESS_DRILLS } from './documents/fairness.ts'
import { INDEXING_DRILLS } from './documents/indexing.ts'
import { QUEUE_DRILLS } from './documents/queue.ts'
import { READER_DRILLS } from './documents/reader.ts'
import { VECTORIZE_DRILLS } from './documents/vectorize.ts'
import { RESPONSES_DRILLS } from './doors/responses.ts'
import { RETRIEVAL_DRILLS } from './doors/retrieval.ts'
import { UI_MESSAGE_DRILLS } from './doors/ui-messages.ts'
import { AI_DRILLS } from './models/ai.ts'
import { BREAKER_DRILLS } from './models/breaker.ts'
import { DIALECT_DRILLS } from './models/dialects.ts'
import { GROUNDING_DRILLS } from './models/grounding.ts'
import { INJECTION_DRILLS } from './models/injection.ts'
import { STREAM_DRILLS } from './models/streams.ts'
import { CLIENT_DRILLS } from './requests/client.ts'
import { FOREIGN_DRILLS } from './requests/foreign.ts'
import { HOSTILE_DRILLS } from './requests/hostile.ts'
import { IDENTIFICATION_DRILLS } from './requests/identification.ts'
import { REVOCATION_DRILLS } from './requests/revocation.ts'
import { TENANT_DRILLS } from './requests/tenant.ts'
import { CLOCK_DRILLS } from './storage/clock.ts'
import { ERASURE_DRILLS } from './storage/erasure.ts'
import { KV_DRILLS } from './storage/kv.ts'
import { OBJECT_DRILLS } from './storage/objects.ts'
import { QUIET_DRILLS } from './storage/quiet.ts'
import { R2_DRILLS } from './storage/r2.ts'
import { RESET_DRILLS } from './storage/resets.ts'
import { STORAGE_DRILLS } from './storage/storage.ts'
import { COLD_DRILLS } from './worker/cold.ts'
import { DEPLOY_DRILLS } from './worker/deploy.ts'
import { LOAD_DRILLS } from './worker/load.ts'
import { START_DRILLS } from './worker/start.ts'
import { WORKER_DRILLS } from './worker/worker.ts'

/** Every drill, in the order of its id. */
export const DRILLS: readonly Drill[] = [
  ...WORKER_DRILLS,
  ...START_DRILLS,
  ...IDENTIFICATION_DRILLS,
  ...TENANT_DRILLS,
  ...REVOCATION_DRILLS,
  ...FOREIGN_DRILLS,
  ...INJECTION_DRILLS,
  ...KV_DRILLS,
  ...DEPLOY_DRILLS,
  ...CLIENT_DRILLS,
  ...HOSTILE_DRILLS,
  ...OBJECT_DRILLS,
  ...RESET_DRILLS,
  ...STORAGE_DRILLS,
  ...AI_DRILLS,
  ...BREAKER_DRILLS,
  ...DIALECT_DRILLS,
  ...STREAM_DRILLS,
  ...VECTORIZE_DRILLS,
  ...FAIRNESS_DRILLS,
  ...INDEXING_DRILLS,
  ...QUEUE_DRILLS,
  ...QUIET_DRILLS,
  ...R2_DRILLS,
  ...LOAD_DRILLS,
  ...CLOCK_DRILLS,
  ...RESPONSES_DRILLS,
  ...RETRIEVAL_DRILLS,
  ...UI_MESSAGE_DRILLS,
  ...ERASURE_DRILLS,
  ...GROUNDING_DRILLS,
  ...COLD_DRILLS,
  ...READER_DRILLS,
].toSorted((a, b) => a.id.localeCompare(b.id))
