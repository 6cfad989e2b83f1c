import { useRef, useState } from 'react'

import { ApiError } from '../../api/api-error.ts'
import { fetchRaw } from '../../api/request.ts'
import { announce } from '../../pieces/announcer.tsx'
import { NOTHING, type Outcome } from './outcome.ts'
import { outcomeOf, withEvent } from './read-outcome.ts'
import { serverEvents } from './server-events.ts'

/** Whose key the requests go out with, and where to. */
export interface Access {
  readonly key: string
  /** Empty: this very origin. */
  readonly origin: string
}

export interface Run {
  readonly phase: 'running' | 'done' | 'failed' | 'stopped'
  readonly status: number | undefined
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly requestId: string | undefined
  /** To the first byte of the answer's body, and to its end. */
  readonly firstMs: number | undefined
  readonly totalMs: number | undefined
  readonly outcome: Outcome
  readonly error: unknown
}

const STARTED: Run = {
  phase: 'running',
  status: undefined,
  headers: [],
  requestId: undefined,
  firstMs: undefined,
  totalMs: undefined,
  outcome: NOTHING,
  error: undefined,
}

/** Sends one request at a time and shows it as it comes; a new one or `stop` ends the one before. */
export function useRun(access: () => Promise<Access>) {
  const [run, setRun] = useState<Run>()
  const controller = useRef<AbortController>(undefined)
  const send = async (path: string, body: object) => {
    controller.current?.abort()
    const mine = new AbortController()
    controller.current = mine
    const show = (change: (run: Run) => Run) => {
      if (controller.current === mine) setRun((before) => change(before ?? STARTED))
    }
    setRun(STARTED)
    const startMs = performance.now()
    try {
      const { key, origin } = await access()
      const response = await fetchRaw('POST', `${origin}${path}`, { body, bearer: key, signal: mine.signal })
      show((before) => ({ ...before, ...headOf(response) }))
      await follow(response, startMs, show)
      announce('The answer is complete')
    } catch (thrown) {
      const totalMs = performance.now() - startMs
      if (mine.signal.aborted) show((before) => ({ ...before, phase: 'stopped', totalMs }))
      else show((before) => ({ ...before, ...failed(thrown), totalMs }))
    }
  }
  return { run, send, stop: () => controller.current?.abort() }
}

async function follow(response: Response, startMs: number, show: (change: (run: Run) => Run) => void) {
  const sinceStart = () => performance.now() - startMs
  const isStream = response.headers.get('content-type')?.includes('event-stream') === true
  if (isStream && response.body !== null) {
    for await (const event of serverEvents(response.body)) {
      const atMs = sinceStart()
      show((before) => ({
        ...before,
        firstMs: before.firstMs ?? atMs,
        outcome: withEvent(before.outcome, event),
      }))
    }
  } else {
    const text = await response.text()
    show((before) => ({ ...before, firstMs: sinceStart(), outcome: outcomeOf(text) }))
  }
  show((before) => ({
    ...before,
    phase: before.outcome.failure === undefined ? 'done' : 'failed',
    totalMs: sinceStart(),
  }))
}

function headOf({ status, headers }: Response): Partial<Run> {
  return { status, headers: [...headers], requestId: headers.get('x-request-id') ?? undefined }
}

function failed(thrown: unknown): Partial<Run> {
  if (!(thrown instanceof ApiError)) return { phase: 'failed', error: thrown }
  return { phase: 'failed', status: thrown.status, requestId: thrown.requestId, error: thrown }
}
