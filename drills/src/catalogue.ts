import { AI_DRILLS } from './catalogue/ai.ts'
import { OBJECT_DRILLS } from './catalogue/objects.ts'
import { WORKER_DRILLS } from './catalogue/worker.ts'
import type { Drill } from './drill.ts'

/** Every drill, in the order of its id. */
export const DRILLS: readonly Drill[] = [...WORKER_DRILLS, ...OBJECT_DRILLS, ...AI_DRILLS].toSorted((a, b) =>
  a.id.localeCompare(b.id),
)
