import { InputGroup } from '@cloudflare/kumo/components/input-group'
import { MagnifyingGlassIcon } from '@phosphor-icons/react'
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 200

interface SearchBoxProps {
  readonly label: string
  readonly value: string | undefined
  readonly onSearch: (text: string | undefined) => void
  readonly placeholder?: string
  /** Where several stand side by side. */
  readonly isNarrow?: boolean
}

/** Typing stays in the box and is asked for after a pause; `/` moves the focus here. */
export function SearchBox({
  label,
  value = '',
  onSearch,
  placeholder = label,
  isNarrow = false,
}: SearchBoxProps) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const latest = useRef(onSearch)
  latest.current = onSearch
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => latest.current(text === '' ? undefined : text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value])
  useSlash(input)
  return (
    <InputGroup size="base" className={`w-full ${isNarrow ? 'sm:w-48' : 'sm:w-72'}`}>
      <InputGroup.Addon>
        <MagnifyingGlassIcon size={15} aria-hidden />
      </InputGroup.Addon>
      <InputGroup.Input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </InputGroup>
  )
}

function useSlash(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input,textarea,select,[contenteditable]')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [input])
}
