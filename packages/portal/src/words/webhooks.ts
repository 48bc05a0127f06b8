import type { WebhookDelivery, WebhookEvent } from '@mosis/api'
import type { Family } from './family.ts'

/** What a webhook may be told. */
export const webhookEvents: Family<WebhookEvent> = {
  en: {
    'version.submitted': 'A version was submitted',
    'version.failed': 'The automated review found errors',
    'version.in_review': 'A version waits for a reviewer',
    'version.changes_requested': 'A reviewer asks for changes',
    'version.rejected': 'A version was rejected',
    'version.approved': 'A version was approved',
    'version.scheduled': 'The release of a version was scheduled',
    'version.published': 'A version was published',
    'version.halted': 'A version was halted',
    'version.superseded': 'A version was superseded',
    'version.quarantined': 'A version was put into quarantine',
    'version.withdrawn': 'A version was withdrawn',
  },
  de: {
    'version.submitted': 'Eine Version wurde eingereicht',
    'version.failed': 'Die automatische Prüfung hat Fehler gefunden',
    'version.in_review': 'Eine Version wartet auf das Prüfteam',
    'version.changes_requested': 'Das Prüfteam verlangt Änderungen',
    'version.rejected': 'Eine Version wurde abgelehnt',
    'version.approved': 'Eine Version wurde freigegeben',
    'version.scheduled': 'Die Veröffentlichung einer Version wurde geplant',
    'version.published': 'Eine Version wurde veröffentlicht',
    'version.halted': 'Eine Version wurde angehalten',
    'version.superseded': 'Eine Version wurde ersetzt',
    'version.quarantined': 'Eine Version kam in Quarantäne',
    'version.withdrawn': 'Eine Version wurde zurückgezogen',
  },
}

/** What became of a message to a webhook. */
export const deliveryStates: Family<WebhookDelivery['state']> = {
  en: { waiting: 'Waiting', delivered: 'Delivered', failed: 'Failed' },
  de: { waiting: 'Wartet', delivered: 'Zugestellt', failed: 'Nicht zugestellt' },
}
