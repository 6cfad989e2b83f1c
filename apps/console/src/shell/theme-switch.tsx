import { DesktopIcon, MoonIcon, SunIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { storedTheme, storeTheme, THEMES } from './theme.ts'

const ICONS = { system: DesktopIcon, light: SunIcon, dark: MoonIcon } as const
const NAMES = { system: 'As the system', light: 'Light', dark: 'Dark' } as const

export function ThemeSwitch() {
  const [chosen, setChosen] = useState(storedTheme)
  return (
    <div role="radiogroup" aria-label="Theme" className="flex rounded-lg border border-kumo-hairline p-0.5">
      {THEMES.map((theme) => {
        const Icon = ICONS[theme]
        return (
          <label
            key={theme}
            title={NAMES[theme]}
            className="relative flex size-6 cursor-pointer items-center justify-center rounded-md text-kumo-subtle has-checked:bg-kumo-fill has-checked:text-kumo-strong has-focus-visible:outline-2 has-focus-visible:outline-kumo-focus"
          >
            <input
              type="radio"
              name="theme"
              aria-label={NAMES[theme]}
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={chosen === theme}
              onChange={() => {
                setChosen(theme)
                storeTheme(theme)
              }}
            />
            <Icon size={14} aria-hidden />
          </label>
        )
      })}
    </div>
  )
}
