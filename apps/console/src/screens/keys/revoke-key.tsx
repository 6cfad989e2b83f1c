import { enforcement } from '../../api/resource.ts'
import { announce } from '../../pieces/announcer.tsx'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { revokeKey, type KeyView } from '../../records/keys.ts'

interface RevokeKeyProps {
  /** Undefined: closed. */
  readonly keyToRevoke: KeyView | undefined
  readonly onClose: () => void
}

export function RevokeKey({ keyToRevoke, onClose }: RevokeKeyProps) {
  const name = keyToRevoke?.name ?? keyToRevoke?.id ?? 'key'
  return (
    <ConfirmDialog
      open={keyToRevoke !== undefined}
      onClose={onClose}
      title={`Revoke ${name}`}
      description="From the moment this is answered, no request with it is accepted. It cannot be undone."
      submit="Revoke"
      isDestructive
      onConfirm={async (reason) => {
        if (keyToRevoke === undefined) return
        const enforced = await revokeKey(keyToRevoke, reason)
        toastDone(`${name} is revoked`, enforcement(enforced))
        announce(`${name} is revoked. ${enforcement(enforced)}`)
      }}
    />
  )
}
