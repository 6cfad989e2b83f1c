import { Page } from '../../pieces/page.tsx'

export function WebhookScreen() {
  return <Page title="Webhook">Not yet built.</Page>
}
