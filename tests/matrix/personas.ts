import { localKey } from '@bulkhead/harness/client'

import { secretOf } from '../secret-of.ts'
import { OSCORP, STARK } from '../tenants/keys.ts'

export type Name = 'stark' | 'acme' | 'oscorp'

/** A tenant with something to lose. */
export interface Persona {
  readonly name: Name
  readonly key: string
  /** A model that the others may not use. */
  readonly model: string
  /** A page of this origin may read the tenant's answers. */
  readonly origin: string
}

export const PERSONAS: readonly Persona[] = [
  { name: 'stark', key: STARK.full, model: '@cf/tests/model-1', origin: 'https://stark.example' },
  {
    name: 'acme',
    key: localKey('acme'),
    model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    origin: 'https://app.acme.example',
  },
  {
    name: 'oscorp',
    key: OSCORP,
    model: '@cf/meta/llama-3.1-8b-instruct-fp8',
    origin: 'https://nobody.example',
  },
]

/** Whose things each tries to reach; oscorp's only model is everybody's. */
export const PAIRS: readonly (readonly [Name, Name])[] = [
  ['stark', 'acme'],
  ['acme', 'stark'],
  ['oscorp', 'acme'],
]

export function persona(name: Name): Persona {
  return PERSONAS.find((one) => one.name === name)!
}

/** A word that occurs at `place` in what belongs to the tenant, and in nothing of anybody else. */
export function canary(name: Name, place: string): string {
  return `canary${name}${place}`
}

/**
 * What no answer to anybody but the tenant may contain: its canaries, its system prompt, the secret of its
 * key.
 */
function wordsOf({ name, key }: Persona): string[] {
  const prompt = name === 'acme' ? ['Acme Ship Chandlers'] : []
  return [`canary${name}`, secretOf(key), ...prompt]
}

/** The tenants that a text betrays something of. */
export function betrayed(text: string): Name[] {
  return PERSONAS.filter((one) => wordsOf(one).some((word) => text.includes(word))).map(({ name }) => name)
}
