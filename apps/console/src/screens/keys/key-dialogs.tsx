import { newestOf } from '../../pieces/list/newest-of.ts'
import { createKey, type KeyView, type NewKey } from '../../records/keys.ts'
import { CreateKey } from './create-key.tsx'
import type { KeyAction } from './key-columns.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { RotateKey } from './rotate-key.tsx'

export type Doing = { readonly action: 'create' } | { readonly action: KeyAction; readonly key: KeyView }

interface KeyDialogsProps {
  readonly tenantId: string
  readonly keys: readonly KeyView[]
  readonly doing: Doing | undefined
  readonly onClose: () => void
  /** A secret to show once. */
  readonly onKey: (key: NewKey) => void
}

/** Always there, so that the focus finds its way back when one closes. */
export function KeyDialogs({ tenantId, keys, doing, onClose, onKey }: KeyDialogsProps) {
  const rotated = newestOf(keys, doing?.action === 'rotate' ? doing.key : undefined)
  const revoked = newestOf(keys, doing?.action === 'revoke' ? doing.key : undefined)
  return (
    <>
      {doing?.action === 'create' && (
        <CreateKey create={(wish) => createKey(tenantId, wish)} onClose={onClose} onCreated={onKey} />
      )}
      <RotateKey keyToRotate={rotated} onClose={onClose} onRotated={onKey} />
      <RevokeKey keyToRevoke={revoked} onClose={onClose} />
    </>
  )
}
