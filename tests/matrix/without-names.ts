import type { Sent } from '@bulkhead/harness/client'

import type { Target } from './targets.ts'

/** They depend on a limit or a clock, so only their form is compared. */
const READINGS = /^(ratelimit|x-ratelimit-(remaining|reset)-.*|x-bulkhead-overhead-ms|retry-after)$/
/** New in every answer. */
const OWN_IDS = new Set(['date', 'x-request-id', 'traceparent'])

/**
 * An answer without what names the request, the moment and the things that were asked for: what is left must
 * reveal nothing.
 */
export function withoutNames({ status, headers, text }: Sent, target: Target): string {
  const lines = [...headers]
    .filter(([name]) => !OWN_IDS.has(name))
    .map(([name, value]) => `${name}: ${READINGS.test(name) ? value.replaceAll(/\d+/g, 'n') : value}`)
  return [status, ...lines.toSorted(), '', nameless(text, target)].join('\n')
}

function nameless(text: string, target: Target): string {
  const named = Object.values(target).reduce((rest, name) => rest.replaceAll(name, '<named>'), text)
  return named
    .replaceAll(/\b(sess|msg|doc|ans|chatcmpl|req|resp|fs)_[0-9a-f]{32,64}/g, '<id>')
    .replaceAll(/"(requestId|traceId)":"[^"]+"/g, '"$1":"<id>"')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
    .replaceAll(/"(created|created_at|completed_at)":\d+/g, '"$1":n')
}
