/** A namespace of Durable Objects, as far as callers use it. */
interface Namespace<T> {
  getByName(name: string): T
}

/** The platform's own; stand-ins of tests know no jurisdictions. */
interface DividedNamespace<T> extends Namespace<T> {
  jurisdiction?(name: DurableObjectJurisdiction): Namespace<T>
}

interface Residence {
  /** Where the deployment's objects stay for good; empty: anywhere. */
  readonly JURISDICTION?: string
}

/**
 * The object of this name, in the deployment's jurisdiction. An object elsewhere is another one, even under the same
 * name, so fails closed where a jurisdiction is wanted that the namespace does not know.
 */
export function objectIn<T>({ JURISDICTION }: Residence, namespace: DividedNamespace<T>, name: string): T {
  if (JURISDICTION === undefined || JURISDICTION === '') return namespace.getByName(name)
  if (!isJurisdiction(JURISDICTION) || namespace.jurisdiction === undefined) {
    throw new Error(`no Durable Object can be kept in the jurisdiction ${JURISDICTION}`)
  }
  return namespace.jurisdiction(JURISDICTION).getByName(name)
}

const JURISDICTIONS: ReadonlySet<string> = new Set(['eu', 'us', 'fedramp'])

function isJurisdiction(name: string): name is DurableObjectJurisdiction {
  return JURISDICTIONS.has(name)
}
