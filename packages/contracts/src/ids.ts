/** A new id: `sess_`, `msg_`, `doc_` … and 122 random bits. */
export function createId(prefix: 'sess' | 'msg' | 'doc' | 'ans' | 'chatcmpl' | 'req'): string {
  return `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
}
