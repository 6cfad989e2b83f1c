import { partsOf } from '@bulkhead/logging/parts-of'

import { readLocalKeys } from './local-variables.ts'

/** Sends one request. A path goes to the gateway; an absolute URL chooses the hostname that it sees. */
export type Fetch = (path: string, init?: RequestInit) => Promise<Response>

export type LogLine = Readonly<Record<string, unknown>>

/** What `POST /local/faults` takes. */
export interface Fault {
  readonly target: string
  readonly mode: string
  readonly count?: number
  readonly after?: number
  readonly status?: number
  readonly tenantId?: string
  readonly model?: string
  readonly method?: string
}

/** Every Worker, running; however it was started. */
export interface Bulkhead {
  readonly url: URL
  readonly fetch: Fetch
  /** The lines that our Workers have logged since the start or the last `clearLogs`. */
  logs(): readonly LogLine[]
  clearLogs(): void
  setFault(fault: Fault): Promise<void>
  clearFaults(): Promise<void>
  stop(): Promise<void>
}

/** Sets and clears faults over HTTP, which works the same for every way of starting. */
export function faultControl(fetch: Fetch): Pick<Bulkhead, 'setFault' | 'clearFaults'> {
  const post = async (body: unknown) => {
    const response = await fetch('/local/faults', {
      method: 'POST',
      headers: { authorization: `Bearer ${readLocalKeys()['$admin']}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`POST /local/faults answered ${response.status}: ${text}`)
  }
  return { setFault: post, clearFaults: () => post({ clear: true }) }
}

/** Keeps the lines that our Workers log. */
export function keepLines(): Pick<Bulkhead, 'logs' | 'clearLogs'> & {
  readonly onLog: (text: string) => void
} {
  let lines: LogLine[] = []
  return {
    logs: () => lines,
    clearLogs: () => (lines = []),
    onLog: (text) => {
      lines.push(...linesIn(text))
    },
  }
}

/** A line that one of our Workers wrote, or undefined for what the runtime itself says. */
export function parseLogLine(text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as LogLine
  } catch {
    return undefined
  }
}

/** The same, for a line that may stand for several. */
export function linesIn(text: string): readonly LogLine[] {
  const line = parseLogLine(text)
  return line === undefined ? [] : partsOf(line)
}

/** Over a real socket, where Node does not let a request choose another hostname than the one it connects to. */
export function fetchFrom(base: URL): Fetch {
  return (path, init) => {
    const url = new URL(path, base)
    if (url.host !== base.host) throw new Error(`${path}: only startBulkhead() can send to another hostname`)
    return fetch(url, init)
  }
}
