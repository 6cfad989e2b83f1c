import { lazy, Suspense, useEffect, useState } from 'react'

import { SIGNED_OUT } from '../../api/signed-out.ts'

const load = () => import('./sign-in-again-dialog.tsx')
const SignInAgainDialog = lazy(async () => ({ default: (await load()).SignInAgainDialog }))
const LOAD_AFTER_MS = 5_000

/** Hides the page, which keeps what was typed into it, until whoever had opened it is signed in again. */
export function SessionEnded() {
  const [isEnded, setEnded] = useState(false)
  useEffect(() => {
    const hide = () => setEnded(true)
    // The first screen does not need it, and after an upgrade its file would be gone.
    const timer = setTimeout(() => void load().catch(() => undefined), LOAD_AFTER_MS)
    window.addEventListener(SIGNED_OUT, hide)
    return () => {
      clearTimeout(timer)
      window.removeEventListener(SIGNED_OUT, hide)
    }
  }, [])
  return isEnded ? (
    <Suspense>
      <SignInAgainDialog onDone={() => setEnded(false)} />
    </Suspense>
  ) : null
}
