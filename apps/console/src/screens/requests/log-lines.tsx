import { Time } from '../../pieces/text/time.tsx'

/** Said above, or of no use to somebody who looks for a cause. */
const QUIET: ReadonlySet<string> = new Set([
  'timestamp',
  'level',
  'message',
  'source',
  'requestId',
  'traceId',
  'tenantId',
  'spanId',
  'parentSpanId',
  'metrics',
  'stack',
])

type Line = Readonly<Record<string, unknown>>

/** Every line that a Worker logged about the request; none holds what was said in it. */
export function LogLines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ol className="divide-y divide-kumo-hairline">
      {lines.map((line, at) => (
        <li key={at} className="flex flex-col gap-1 px-4 py-2.5">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-xs text-kumo-subtle">
              <Time at={textOf(line['timestamp'])} />
            </span>
            <span className={`font-medium ${toneOf(line['level'])}`}>{textOf(line['message'])}</span>
            <span className="text-xs text-kumo-subtle">{textOf(line['source'])}</span>
          </span>
          <Fields line={line} />
        </li>
      ))}
    </ol>
  )
}

function Fields({ line }: { readonly line: Line }) {
  const fields = Object.entries(line).filter(([name]) => !QUIET.has(name))
  const { stack } = line
  return (
    <>
      <span className="flex flex-wrap gap-x-3 font-mono text-xs text-kumo-subtle">
        {fields.map(([name, value]) => (
          <span key={name} className="break-all">
            {name}=<span className="text-kumo-default">{textOf(value)}</span>
          </span>
        ))}
      </span>
      {typeof stack === 'string' && (
        <pre tabIndex={0} aria-label="Stack" className="overflow-x-auto font-mono text-xs text-kumo-subtle">
          {stack}
        </pre>
      )}
    </>
  )
}

function toneOf(level: unknown): string {
  if (level === 'error') return 'text-kumo-danger'
  return level === 'warn' ? 'text-kumo-warning' : ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
