import type { Share, Worker } from '../account.ts'
import { Refused } from './answer.ts'

/** The values of secrets in the one version that is to answer everybody. */
function secretsOf(worker: Worker, [only, ...others]: readonly Share[]): [name: string, text: string][] {
  const version = others.length === 0 ? worker.versions.find(({ id }) => id === only?.version_id) : undefined
  const secrets = (version?.bindings ?? []).filter(({ type }) => type === 'secret_text')
  return secrets.map(({ name, text }) => [name, String(text)])
}

/** A version keeps the secrets of its time, and the platform does not bring them back unasked. */
export function refuseOldSecrets(worker: Worker, shares: readonly Share[]): void {
  const changed = secretsOf(worker, shares).filter(([name, text]) => worker.secrets.get(name) !== text)
  if (changed.length === 0) return
  const names = changed.map(([name]) => name).join(', ')
  throw new Refused(400, 10220, `The following secrets have changed: ${names}`)
}

export function bringSecretsBack(worker: Worker, shares: readonly Share[]): void {
  for (const [name, text] of secretsOf(worker, shares)) worker.secrets.set(name, text)
}
