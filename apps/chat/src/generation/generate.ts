import type { GeneratedStream } from '@bulkhead/ai/generated-stream'
import { sleep } from '@bulkhead/calls/backoff'
import { logFieldsOf } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Run } from '../run.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { modelClient, openingMs } from './models.ts'
import type { Prepared, PreparedJson, PreparedStream } from './prepared.ts'
import { Spending } from './spending.ts'
import { errorBodyOf, metaOf, type StartedJson, type StartedStream } from './started.ts'

/** A reply to generate. */
export interface Generation<P extends Prepared> {
  /** The model that the settlement names when none has answered. */
  readonly model: string
  readonly prepare: () => Promise<P>
}

/** The whole answer at once. Throws, with the reservation given back, when there is none. */
export function generateJson(run: Run, generation: Generation<PreparedJson>): Promise<StartedJson> {
  return withReservation(run, generation, async (spending, { call, json }) => {
    const generated = await modelClient(run).generate(spending.watched(call))
    spending.settle(generated.model, generated.usage)
    return { kind: 'json', json: json(generated), ai: metaOf(generated) }
  })
}

/**
 * Resolves with the first token, or, when it keeps a reasoning model or an impatient client waiting, before
 * it; whoever pumps the rest settles it. Throws, with the reservation given back, when there is no token and
 * nothing is open yet.
 */
export function generateStream(run: Run, generation: Generation<PreparedStream>): Promise<StartedStream> {
  return withReservation(run, generation, async (spending, prepared) => {
    const { models } = prepared.call
    const opening = modelClient(run).stream(spending.watched(prepared.call))
    const waitMs = openingMs(run, models)
    const generated = waitMs === undefined ? await opening : await firstWithin(waitMs, opening)
    const reply = { run, spending, prepared, model: models[0] ?? generation.model }
    return generated === undefined ? earlyStream(reply, opening) : openStream(reply, generated)
  })
}

interface StreamedReply {
  readonly run: Run
  readonly spending: Spending
  readonly prepared: PreparedStream
  /** Asked first. */
  readonly model: string
}

function openStream({ run, spending, prepared }: StreamedReply, generated: GeneratedStream): StartedStream {
  return {
    kind: 'stream',
    ai: metaOf(generated),
    abort: () => generated.abort(),
    pump: async (sink) => {
      const failure = await pump(run, generated, prepared, sink)
      spending.settle(generated.model, generated.usageSoFar())
      return failure
    },
  }
}

/** A stream without its first token: if none comes, the failure is its only event. */
function earlyStream(reply: StreamedReply, opening: Promise<GeneratedStream>): StartedStream {
  const { run, spending, prepared, model } = reply
  return {
    kind: 'stream',
    ai: { model, attempts: 1, providerMs: 0, isEarly: true },
    abort: () => void opening.then((generated) => generated.abort()).catch(() => undefined),
    pump: async (sink) => {
      try {
        return await openStream(reply, await opening).pump(sink)
      } catch (thrown) {
        const error = BulkheadError.from(thrown)
        spending.settle(model)
        prepared.writer(sink, model).fail(errorBodyOf(run, error), NO_USAGE)
        sink.close()
        return error
      }
    },
  }
}

const NO_USAGE = { promptTokens: 0, completionTokens: 0, estimated: true }

/** Undefined when the first token takes longer. */
async function firstWithin(
  waitMs: number,
  opening: Promise<GeneratedStream>,
): Promise<GeneratedStream | undefined> {
  opening.catch(() => undefined)
  return await Promise.race([opening, sleep(waitMs).then(() => undefined)])
}

async function withReservation<P extends Prepared, T>(
  run: Run,
  { model, prepare }: Generation<P>,
  ask: (spending: Spending, prepared: P) => Promise<T>,
): Promise<T> {
  const spending = new Spending(run)
  try {
    await spending.reserve()
    const prepared = await prepare()
    spending.addEmbedding(prepared.embedded)
    if (prepared.hasContext) await spending.cover(prepared.call)
    prepared.onReserved?.(spending.extraTokens)
    return await ask(spending, prepared)
  } catch (thrown) {
    spending.settle(model)
    throw thrown
  }
}

async function pump(
  run: Run,
  generated: GeneratedStream,
  { writer }: PreparedStream,
  sink: EventSink,
): Promise<BulkheadError | undefined> {
  const reply = writer(sink, generated.model)
  try {
    for await (const deltas of generated.deltas()) reply.deltas(deltas)
    reply.end(generated.finish)
    return undefined
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code === 'internal')
      run.log.error('stream failed', { ...logFieldsOf(run.ctx), errorCode: error.code }, { thrown })
    reply.fail(errorBodyOf(run, error), generated.usageSoFar())
    return error
  } finally {
    sink.close()
  }
}
