import type { KeyView } from '../../records/keys.ts'

const DAY_MS = 86_400_000
const IDLE_DAYS = 90

export type KeyState = 'active' | 'rotating' | 'scheduled' | 'expired' | 'revoked'

export function stateOf(key: KeyView, now: number): KeyState {
  if (key.status === 'revoked') return 'revoked'
  if (key.expiresAt !== undefined && Date.parse(key.expiresAt) <= now) return 'expired'
  if (key.notBefore !== undefined && Date.parse(key.notBefore) > now) return 'scheduled'
  return key.previousExpiresAt === undefined ? 'active' : 'rotating'
}

/** What deserves a look: each card counts the keys that it would list. */
export const CARDS = {
  'never-expires': {
    title: 'Never expire',
    applies: (key: KeyView) => key.expiresAt === undefined,
  },
  'no-limit': {
    title: 'Have no limit of their own',
    applies: (key: KeyView) => key.limits === undefined || Object.keys(key.limits).length === 0,
  },
  idle: {
    title: `Idle for ${IDLE_DAYS} days`,
    applies: (key: KeyView, now: number) =>
      now - Date.parse(key.lastUsedAt ?? key.createdAt) >= IDLE_DAYS * DAY_MS,
  },
} as const

export type CardName = keyof typeof CARDS
export const CARD_NAMES: readonly CardName[] = ['never-expires', 'no-limit', 'idle']

/** Revoked and expired keys need no care. */
export function keysOn<K extends KeyView>(card: CardName, keys: readonly K[], now: number): readonly K[] {
  return keys.filter((key) => {
    const state = stateOf(key, now)
    return state !== 'revoked' && state !== 'expired' && CARDS[card].applies(key, now)
  })
}
