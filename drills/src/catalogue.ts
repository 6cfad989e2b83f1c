import { AI_DRILLS } from './catalogue/ai.ts'
import { CLIENT_DRILLS } from './catalogue/client.ts'
import { CLOCK_DRILLS } from './catalogue/clock.ts'
import { COLD_DRILLS } from './catalogue/cold.ts'
import { DEPLOY_DRILLS } from './catalogue/deploy.ts'
import { ERASURE_DRILLS } from './catalogue/erasure.ts'
import { FOREIGN_DRILLS } from './catalogue/foreign.ts'
import { GROUNDING_DRILLS } from './catalogue/grounding.ts'
import { HOSTILE_DRILLS } from './catalogue/hostile.ts'
import { IDENTIFICATION_DRILLS } from './catalogue/identification.ts'
import { INDEXING_DRILLS } from './catalogue/indexing.ts'
import { INJECTION_DRILLS } from './catalogue/injection.ts'
import { KV_DRILLS } from './catalogue/kv.ts'
import { LOAD_DRILLS } from './catalogue/load.ts'
import { OBJECT_DRILLS } from './catalogue/objects.ts'
import { QUEUE_DRILLS } from './catalogue/queue.ts'
import { R2_DRILLS } from './catalogue/r2.ts'
import { RESET_DRILLS } from './catalogue/resets.ts'
import { START_DRILLS } from './catalogue/start.ts'
import { STORAGE_DRILLS } from './catalogue/storage.ts'
import { STREAM_DRILLS } from './catalogue/streams.ts'
import { TENANT_DRILLS } from './catalogue/tenant.ts'
import { VECTORIZE_DRILLS } from './catalogue/vectorize.ts'
import { WORKER_DRILLS } from './catalogue/worker.ts'
import type { Drill } from './drill.ts'

/** Every drill, in the order of its id. */
export const DRILLS: readonly Drill[] = [
  ...WORKER_DRILLS,
  ...START_DRILLS,
  ...IDENTIFICATION_DRILLS,
  ...TENANT_DRILLS,
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
  ...STREAM_DRILLS,
  ...VECTORIZE_DRILLS,
  ...INDEXING_DRILLS,
  ...QUEUE_DRILLS,
  ...R2_DRILLS,
  ...LOAD_DRILLS,
  ...CLOCK_DRILLS,
  ...ERASURE_DRILLS,
  ...GROUNDING_DRILLS,
  ...COLD_DRILLS,
].toSorted((a, b) => a.id.localeCompare(b.id))
