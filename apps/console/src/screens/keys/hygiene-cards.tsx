import type { KeyView } from '../../records/keys.ts'
import { CARD_NAMES, CARDS, keysOn, type CardName } from './key-state.ts'

interface HygieneCardsProps {
  readonly keys: readonly KeyView[]
  readonly hasMore: boolean
  readonly chosen: CardName | undefined
  readonly onChoose: (card: CardName | undefined) => void
}

/** Keys that deserve a look; a card lists its keys, and a second press all again. */
export function HygieneCards({ keys, hasMore, chosen, onChoose }: HygieneCardsProps) {
  const now = Date.now()
  return (
    <div role="group" aria-label="Keys that deserve a look" className="grid gap-3 sm:grid-cols-3">
      {CARD_NAMES.map((name) => {
        const count = keysOn(name, keys, now).length
        return (
          <button
            key={name}
            type="button"
            aria-pressed={chosen === name}
            onClick={() => onChoose(chosen === name ? undefined : name)}
            className="flex cursor-pointer items-baseline gap-2.5 rounded-xl border border-kumo-hairline bg-kumo-base px-4 py-3 text-left hover:border-kumo-interact aria-pressed:border-kumo-brand aria-pressed:bg-kumo-tint"
          >
            <span className={`text-xl font-semibold tabular-nums ${count > 0 ? 'text-kumo-warning' : ''}`}>
              {count}
              {hasMore ? '+' : ''}
            </span>
            <span className="text-kumo-subtle">{CARDS[name].title}</span>
          </button>
        )
      })}
    </div>
  )
}
