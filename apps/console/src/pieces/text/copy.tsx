import { CheckIcon, CopyIcon } from '@phosphor-icons/react'
import { useEffect, useState } from 'react'

import { announce } from '../announcer.tsx'

const SHOWN_MS = 1_600

interface CopyProps {
  readonly text: string
  /** What is copied, for the button's name: `request id`. */
  readonly what: string
  readonly className?: string
}

/** A small button that copies, and says so aloud. */
export function CopyButton({ text, what, className = '' }: CopyProps) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    announce(`Copied the ${what}`)
  }
  const Icon = isCopied ? CheckIcon : CopyIcon
  return (
    <button
      type="button"
      aria-label={`Copy the ${what}`}
      title={`Copy the ${what}`}
      onClick={() => void copy()}
      className={`inline-flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-md text-kumo-subtle hover:bg-kumo-tint hover:text-kumo-default ${className}`}
    >
      <Icon size={14} aria-hidden />
    </button>
  )
}

/** An id in the monospaced face, with its copy button. */
export function CopyableId({ text, what }: CopyProps) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="truncate font-mono text-[0.8125rem]">{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  )
}

/** Code to take away: a snippet, a key. */
export function CopyableBlock({ text, what }: CopyProps) {
  return (
    <div className="relative rounded-lg border border-kumo-hairline bg-kumo-recessed">
      <pre tabIndex={0} aria-label={what} className="overflow-x-auto p-3 pr-10 font-mono text-xs leading-5">
        {text}
      </pre>
      <CopyButton text={text} what={what} className="absolute top-1.5 right-1.5" />
    </div>
  )
}
