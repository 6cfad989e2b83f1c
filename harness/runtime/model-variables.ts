import { loadModels } from '@bulkhead/tenant-schema/models/load-models'

import { ROOT, type App } from '../apps.ts'

/** The Workers that ask models. */
const ASKERS = new Set<App>(['chat', 'rag'])

/**
 * The secrets and addresses that `models.json` names, as far as this environment sets them: for the Workers
 * that ask models, and no other.
 */
export function modelVariablesOf(app: App, env: NodeJS.ProcessEnv): Record<string, string> {
  if (!ASKERS.has(app)) return {}
  const folders = (env['TENANTS_DIR'] || 'tenants').split(':')
  const { models } = loadModels(ROOT, (env['MODELS_FILE'] || 'models.json').split(':'), folders)
  const names = [...models.values()].flatMap((entry) =>
    entry.provider === 'openai-compatible' ? [entry.secret, variableOf(entry.baseUrl)] : [],
  )
  const named = names.filter((name) => name !== undefined)
  return Object.fromEntries(named.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
}

function variableOf(baseUrl: string): string | undefined {
  return baseUrl.startsWith('$') ? baseUrl.slice(1) : undefined
}
