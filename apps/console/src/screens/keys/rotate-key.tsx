import { useState } from 'react'

import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { rotateKey, type KeyView, type NewKey } from '../../records/keys.ts'

const GRACES = [
  [0, 'Now'],
  [3_600, '1 hour'],
  [86_400, '24 hours'],
  [604_800, '7 days'],
] as const

interface RotateKeyProps {
  /** Undefined: closed. */
  readonly keyToRotate: KeyView | undefined
  readonly onClose: () => void
  readonly onRotated: (key: NewKey) => void
}

/** A new secret under the same id; the old one goes on for the grace. */
export function RotateKey({ keyToRotate, onClose, onRotated }: RotateKeyProps) {
  const [graceSeconds, setGrace] = useState<number>(86_400)
  return (
    <ConfirmDialog
      open={keyToRotate !== undefined}
      onClose={onClose}
      title={`Rotate ${keyToRotate?.name ?? keyToRotate?.id ?? 'key'}`}
      description="The key gets a new secret and keeps its id, scopes and limits."
      submit="Rotate"
      onConfirm={async (reason) => {
        if (keyToRotate !== undefined) onRotated(await rotateKey(keyToRotate, { graceSeconds, reason }))
      }}
    >
      <fieldset>
        <legend className="mb-1.5 font-medium">The old secret ends</legend>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {GRACES.map(([seconds, label]) => (
            <label
              key={seconds}
              className="flex cursor-pointer items-center gap-2 rounded-lg border border-kumo-hairline px-3 py-2 has-checked:border-kumo-brand has-checked:bg-kumo-tint"
            >
              <input
                type="radio"
                name="grace"
                className="accent-kumo-brand"
                checked={graceSeconds === seconds}
                onChange={() => setGrace(seconds)}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </ConfirmDialog>
  )
}
