import { startWorkers, type Running } from '@bulkhead/harness/runtime/start-workers'

const SCRIPT = `export default {
  fetch(request, env) {
    return fetch(env.PROVIDER + '/chat/completions', { method: 'POST', headers: request.headers, body: request.body })
  },
}`

/** A Worker that passes every request on to the provider: the least that anything in between costs. */
export function startBareProxy(baseUrl: string): Promise<Running> {
  const modules = [{ type: 'ESModule' as const, path: 'bare-proxy.js', contents: SCRIPT }]
  const bindings = { PROVIDER: baseUrl }
  return startWorkers([{ name: 'bare-proxy', compatibilityDate: '2026-11-01', modules, bindings }], {})
}
