import { useSyncExternalStore } from 'react'

import { announce } from '../pieces/announcer.tsx'
import { describeError } from '../pieces/feedback/toasts.tsx'

/** Work that takes longer than its page may stay open. */
export interface Work {
  readonly id: string
  readonly title: string
  readonly state: 'running' | 'done' | 'failed'
  /** How far it is, in words: `3 of 12`. */
  readonly detail: string
  /** From 0 to 1, where it is known. */
  readonly progress?: number | undefined
}

export interface Report {
  readonly detail: string
  readonly progress?: number
}

/** Answers how it ended, in words. */
type Run = (report: (at: Report) => void) => Promise<string>

let all: readonly Work[] = []
const listeners = new Set<() => void>()

function change(next: readonly Work[]): void {
  all = next
  for (const listener of listeners) listener()
}

function patch(id: string, changed: Partial<Work>): void {
  change(all.map((work) => (work.id === id ? { ...work, ...changed } : work)))
}

/** Runs beside the pages: its progress is in the dock wherever the reader goes. */
export function startWork(title: string, run: Run): void {
  const id = crypto.randomUUID()
  change([...all, { id, title, state: 'running', detail: 'started' }])
  void follow(id, title, run)
}

async function follow(id: string, title: string, run: Run): Promise<void> {
  try {
    const detail = await run((at) => patch(id, { detail: at.detail, progress: at.progress }))
    patch(id, { state: 'done', detail, progress: 1 })
    announce(`${title}: ${detail}`)
  } catch (thrown) {
    const { problem } = describeError(thrown)
    patch(id, { state: 'failed', detail: problem })
    announce(`${title} failed: ${problem}`)
  }
}

export function dismissWork(id: string): void {
  change(all.filter((work) => work.id !== id))
}

export function useWork(): readonly Work[] {
  return useSyncExternalStore(subscribe, () => all)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

// Closing the tab would end what runs in it.
window.addEventListener('beforeunload', (event) => {
  if (all.some(({ state }) => state === 'running')) event.preventDefault()
})
