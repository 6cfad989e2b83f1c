import { Button } from '@cloudflare/kumo/components/button'
import { Dialog } from '@cloudflare/kumo/components/dialog'
import { useId, type ReactNode } from 'react'

import { FormError } from './form-error.tsx'

interface FormDialogProps {
  readonly title: string
  readonly description?: ReactNode
  readonly open: boolean
  readonly onClose: () => void
  readonly submit: string
  readonly onSubmit: () => void
  readonly isBusy?: boolean
  readonly canSubmit?: boolean
  readonly isDestructive?: boolean
  readonly error?: unknown
  readonly size?: 'base' | 'lg' | 'xl'
  readonly children?: ReactNode
}

/** Enter submits, Escape leaves, and the focus returns to what opened it. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, open, onClose, size = 'lg', children, error } = props
  const formId = useId()
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog size={size} className="max-h-[88dvh] overflow-y-auto p-6">
        <Dialog.Title className="text-lg font-semibold tracking-tight">{title}</Dialog.Title>
        {description !== undefined && (
          <Dialog.Description className="mt-1 text-kumo-subtle">{description}</Dialog.Description>
        )}
        <form
          id={formId}
          className="mt-5 flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (props.canSubmit !== false && props.isBusy !== true) props.onSubmit()
          }}
        >
          {children}
          {error !== undefined && error !== null && <FormError error={error} />}
        </form>
        <DialogButtons {...props} formId={formId} />
      </Dialog>
    </Dialog.Root>
  )
}

function DialogButtons(props: FormDialogProps & { readonly formId: string }) {
  const { formId, submit, onClose, isBusy = false, canSubmit = true, isDestructive = false } = props
  return (
    <div className="mt-6 flex justify-end gap-2">
      <Button onClick={onClose}>Cancel</Button>
      <Button
        type="submit"
        form={formId}
        variant={isDestructive ? 'destructive' : 'primary'}
        loading={isBusy}
        disabled={!canSubmit || isBusy}
      >
        {submit}
      </Button>
    </div>
  )
}
