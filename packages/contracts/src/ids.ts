type Prefix = 'sess' | 'msg' | 'doc' | 'ans' | 'chatcmpl' | 'req' | 'op' | 'evt' | 'wh' | 'whd' | 'aud'

/** A new id: `sess_`, `msg_`, `doc_` … and 122 random bits. */
export function createId(prefix: Prefix): string {
  return `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
}
