/** A name as somebody has chosen it: however long or of whatever script, it changes nothing around it. */
export function Name({ children }: { readonly children: string }) {
  return <bdi className="block max-w-80 min-w-32 font-medium wrap-anywhere">{children}</bdi>
}
