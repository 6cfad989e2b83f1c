import { IDENTITY_LEAKS } from './identity.ts'
import type { Leak } from './leak.ts'
import { NAME_LEAKS } from './names.ts'
import { OPERATOR_LEAKS } from './operator.ts'
import { SHARING_LEAKS } from './sharing.ts'
import { TELLING_LEAKS } from './telling.ts'

/** Every leak that was planted, each of which a test must notice. */
export const LEAKS: readonly Leak[] = [
  ...IDENTITY_LEAKS,
  ...NAME_LEAKS,
  ...SHARING_LEAKS,
  ...OPERATOR_LEAKS,
  ...TELLING_LEAKS,
]
