import { Page } from '../../pieces/page.tsx'

export function AuditScreen() {
  return <Page title="Audit">Not yet built.</Page>
}
