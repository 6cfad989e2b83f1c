import type { ReactNode } from 'react'

interface ChoiceListProps<T extends string> {
  readonly legend: string
  readonly choices: readonly Choice<T>[]
  readonly chosen: readonly T[]
  /** In the order of the choices. */
  readonly onChange: (chosen: readonly T[]) => void
}

export interface Choice<T extends string> {
  readonly value: T
  /** What it means, for people. */
  readonly meaning: ReactNode
  /** It cannot be taken back. */
  readonly isFixed?: boolean
}

/** Some of a few names that the API knows, each with what it means. */
export function ChoiceList<T extends string>({ legend, choices, chosen, onChange }: ChoiceListProps<T>) {
  const change = (value: T, isChosen: boolean) =>
    onChange(
      choices.flatMap((one) =>
        (one.value === value ? isChosen : chosen.includes(one.value)) ? one.value : [],
      ),
    )
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {choices.map(({ value, meaning, isFixed = false }) => (
          <label key={value} className="flex cursor-pointer items-start gap-2 rounded-md py-1">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-kumo-brand"
              checked={chosen.includes(value)}
              disabled={isFixed}
              onChange={(event) => change(value, event.target.checked)}
            />
            <span>
              <span className="block font-mono text-[0.8125rem]">{value}</span>
              <span className="block text-xs text-kumo-subtle">{meaning}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
