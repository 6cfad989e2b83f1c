import { Button } from '@cloudflare/kumo/components/button'
import { Dialog } from '@cloudflare/kumo/components/dialog'
import type { ReactNode } from 'react'

import { CopyableBlock } from '../text/copy.tsx'

interface ShowOnceProps {
  readonly title: string
  /** What it is, for the copy button: `key`. */
  readonly what: string
  readonly secret: string
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** A secret that is stored nowhere: to be copied now or made anew. */
export function ShowOnce({ title, what, secret, onClose, children }: ShowOnceProps) {
  return (
    <Dialog.Root open disablePointerDismissal onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog size="xl" className="max-h-[88dvh] overflow-y-auto p-6">
        <Dialog.Title className="text-lg font-semibold tracking-tight">{title}</Dialog.Title>
        <Dialog.Description className="mt-1 text-kumo-subtle">
          Copy the {what} now. It is shown once and stored nowhere.
        </Dialog.Description>
        <div className="mt-4 flex flex-col gap-4">
          <CopyableBlock text={secret} what={what} />
          {children}
        </div>
        <div className="mt-6 flex justify-end">
          <Button variant="primary" onClick={onClose}>
            I have copied it
          </Button>
        </div>
      </Dialog>
    </Dialog.Root>
  )
}
