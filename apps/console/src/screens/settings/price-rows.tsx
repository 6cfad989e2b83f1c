import type { ModelPrice } from '../../records/prices.ts'

const CLASSES = [
  ['prompt', 'Prompt', ''],
  ['cachedPrompt', 'Cached prompt', 'as prompt'],
  ['cacheWrite', 'Cache write', 'as prompt'],
  ['completion', 'Answer', ''],
  ['reasoning', 'Reasoning', 'as answer'],
] as const satisfies readonly (readonly [keyof ModelPrice, string, string])[]

interface PriceRowsProps {
  readonly models: Readonly<Record<string, ModelPrice>>
  /** Left out: to look at only. */
  readonly onChange?: (model: string, price: ModelPrice) => void
}

/** Models by classes of tokens; a class without a price of its own costs what prompt or answer does. */
export function PriceRows({ models, onChange }: PriceRowsProps) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label="Prices">
      <table className="w-full text-left">
        <thead>
          <tr className="border-b border-kumo-hairline bg-kumo-elevated text-xs text-kumo-subtle">
            <th scope="col" className="px-4 py-2 font-medium">
              Model
            </th>
            {CLASSES.map(([name, label]) => (
              <th key={name} scope="col" className="px-3 py-2 text-right font-medium whitespace-nowrap">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(models).map(([model, price]) => (
            <tr key={model} className="border-b border-kumo-hairline last:border-b-0">
              <th scope="row" className="px-4 py-2 font-mono text-[0.8125rem] font-normal">
                {model}
              </th>
              {CLASSES.map(([name, label, otherwise]) => (
                <td key={name} className="px-3 py-1.5 text-right tabular-nums">
                  {onChange === undefined ? (
                    (price[name] ?? <span className="text-kumo-subtle">{otherwise}</span>)
                  ) : (
                    <PriceInput
                      label={`${label} of ${model}`}
                      value={price[name] ?? ''}
                      onChange={(value) => onChange(model, withPrice(price, name, value))}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PriceInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function PriceInput({ label, value, onChange }: PriceInputProps) {
  return (
    <input
      aria-label={label}
      inputMode="decimal"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="w-20 rounded-md border border-kumo-hairline bg-kumo-control px-2 py-1 text-right tabular-nums"
    />
  )
}

/** An emptied class has no price of its own; prompt and answer always have one. */
function withPrice(price: ModelPrice, name: keyof ModelPrice, value: string): ModelPrice {
  if (value !== '' || name === 'prompt' || name === 'completion') return { ...price, [name]: value }
  const { [name]: _, ...rest } = price
  return rest
}
