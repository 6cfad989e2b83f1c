import { Input } from '@cloudflare/kumo/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'

import { FormDialog } from './form-dialog.tsx'
import { ReasonInput } from './reason-input.tsx'

interface ConfirmDialogProps {
  readonly title: string
  readonly description: ReactNode
  readonly open: boolean
  readonly onClose: () => void
  readonly submit: string
  /** Has to be typed before: for what cannot be undone. */
  readonly typedName?: string
  readonly isDestructive?: boolean
  /** The API takes no reason. */
  readonly hasNoReason?: boolean
  /** The reason lands in the audit log. */
  readonly onConfirm: (reason: string | undefined) => Promise<unknown>
  readonly children?: ReactNode
}

/** Asks before something changes for others: why, and for what is final the name of it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { typedName, hasNoReason = false, onConfirm, onClose, children, ...rest } = props
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const confirm = useMutation({
    mutationFn: () => onConfirm(reason.trim() === '' ? undefined : reason.trim()),
    meta: { showsItsErrors: true },
    onSuccess: () => close(),
  })
  const close = () => {
    setTyped('')
    setReason('')
    confirm.reset()
    onClose()
  }
  return (
    <FormDialog
      {...rest}
      onClose={close}
      onSubmit={() => confirm.mutate()}
      isBusy={confirm.isPending}
      error={confirm.error}
      canSubmit={typedName === undefined || typed === typedName}
    >
      {children}
      {typedName !== undefined && (
        <Input
          label={`Type ${typedName} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {!hasNoReason && <ReasonInput reason={reason} onChange={setReason} />}
    </FormDialog>
  )
}
