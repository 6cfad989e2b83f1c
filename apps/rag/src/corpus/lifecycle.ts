import type { DocumentStatus } from '@bulkhead/contracts/http/documents'

import type { Stage } from '../corpus-protocol.ts'

/** Where a version is: what its owner reads, and what is to be done next. */
interface Place {
  readonly status: DocumentStatus
  readonly stage: Stage
}

const place = (status: DocumentStatus, stage: Stage): Place => ({ status, stage })

const PLACES = {
  'queued/extract': place('queued', 'extract'),
  'processing/extract': place('processing', 'extract'),
  'failed/extract': place('failed', 'extract'),
  'searchable/embed': place('searchable', 'embed'),
  'failed/embed': place('failed', 'embed'),
  'searchable/confirm': place('searchable', 'confirm'),
  'indexed/done': place('indexed', 'done'),
  'indexed/move': place('indexed', 'move'),
  'indexed/prove': place('indexed', 'prove'),
  'indexed/moved': place('indexed', 'moved'),
} as const satisfies Readonly<Record<string, Place>>

export type State = keyof typeof PLACES
type Transitions = Readonly<Partial<Record<State, State>>>

const WAIT = 'queued/extract'
const READ = 'processing/extract'
const EMBED = 'searchable/embed'
const MOVE = 'indexed/move'

/**
 * Every way a version can go: from the state on the left, by the step, to the one on the right. Whatever is
 * not here is a bug.
 */
export const LIFECYCLE = {
  /** A worker takes it. One that died on it has left it in the state of work. */
  claim: { [WAIT]: READ, [READ]: READ, [EMBED]: EMBED, [MOVE]: MOVE },
  /** Its chunks are there, whole: searches see it from now on. */
  publish: { [WAIT]: EMBED, [READ]: EMBED },
  /** All of its vectors were handed to the index. */
  handOver: { [EMBED]: 'searchable/confirm', [MOVE]: 'indexed/prove' },
  /** The index shows its last vector. */
  prove: { 'searchable/confirm': 'indexed/done', 'indexed/prove': 'indexed/moved' },
  /** The index never showed it: what was handed over counts as lost. */
  lose: { 'searchable/confirm': EMBED, 'indexed/prove': MOVE },
  /** Something outside is unavailable, or a budget is spent. */
  defer: { [WAIT]: WAIT, [READ]: WAIT, [EMBED]: EMBED, [MOVE]: MOVE },
  /** It cannot be read, or has ended its worker too often. */
  fail: { [WAIT]: 'failed/extract', [READ]: 'failed/extract', [EMBED]: 'failed/embed' },
  /** Its owner, or the operator, sends it round again. */
  retry: {
    [WAIT]: WAIT,
    [READ]: WAIT,
    'failed/extract': WAIT,
    [EMBED]: EMBED,
    'failed/embed': EMBED,
  },
  /** A change of the embedding model starts with it. */
  startMove: { 'indexed/done': MOVE },
  /**
   * All versions have arrived in the next index, which is searched from now on. What was not in the old one
   * yet is embedded for the new one.
   */
  finishMove: {
    'indexed/moved': 'indexed/done',
    'searchable/confirm': EMBED,
    [EMBED]: EMBED,
    'failed/embed': 'failed/embed',
  },
  /** The change was called off. */
  cancelMove: { [MOVE]: 'indexed/done', 'indexed/prove': 'indexed/done', 'indexed/moved': 'indexed/done' },
  /** The deployment no longer has the model of its vectors: all are made again. */
  embedAnew: {
    [EMBED]: EMBED,
    'searchable/confirm': EMBED,
    'indexed/done': EMBED,
    [MOVE]: EMBED,
    'indexed/prove': EMBED,
    'indexed/moved': EMBED,
  },
} as const satisfies Readonly<Record<string, Transitions>>

export type Step = keyof typeof LIFECYCLE

/** Where the step leads. @throws Error when it leads nowhere from here: a bug */
export function after(step: Step, { status, stage }: Place): Place {
  const transitions = new Map<string, State>(Object.entries(LIFECYCLE[step]))
  const state = transitions.get(`${status}/${stage}`)
  if (state === undefined)
    throw new Error(`a version that is ${status}/${stage} cannot take the step ${step}`)
  return PLACES[state]
}
