import { useState } from 'react'

import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { KeyView, NewKey } from '../../records/keys.ts'
import { GraceChoice } from './grace-choice.tsx'
import type { Holder } from './holder.ts'
import { revokeOwnKey, rotateOwnKey } from './portal-api.ts'

export interface Asked {
  readonly what: 'rotate' | 'revoke'
  readonly key: KeyView
}

interface ChangeOwnKeyProps {
  readonly asked: Asked
  readonly holder: Holder
  readonly onClose: () => void
  /** The key with its new secret; undefined once it is revoked. */
  readonly onKey: (key: NewKey | undefined) => void
}

const A_DAY = 86_400
const WORDS = {
  rotate: {
    title: 'Rotate',
    description: 'The key gets a new secret and keeps its id, scopes and limits.',
  },
  revoke: {
    title: 'Revoke',
    description: 'Requests with this key are refused from the acknowledgement on. This cannot be undone.',
  },
} as const

/** A new secret with time to change over, or an end at once. */
export function ChangeOwnKey({ asked: { what, key }, holder, onClose, onKey }: ChangeOwnKeyProps) {
  const [graceSeconds, setGrace] = useState(A_DAY)
  const { title, description } = WORDS[what]
  const confirm = async () => {
    if (what === 'rotate') {
      onKey(await rotateOwnKey(holder, key.id, graceSeconds))
      return
    }
    await revokeOwnKey(holder, key.id)
    toastDone('The key is revoked')
    onKey(undefined)
  }
  return (
    <ConfirmDialog
      open
      title={`${title} ${key.name ?? key.id}`}
      description={description}
      submit={title}
      isDestructive={what === 'revoke'}
      hasNoReason
      onClose={onClose}
      onConfirm={confirm}
    >
      {what === 'rotate' && <GraceChoice value={graceSeconds} onChange={setGrace} />}
    </ConfirmDialog>
  )
}
