import type { Scope } from '@mosis/api'
import type { Family } from './family.ts'

/** What an API key or a session may be allowed to do. */
export const scopes: Family<Scope> = {
  en: {
    'apps:read': 'See apps, versions and findings',
    'apps:write': 'Create and change apps and their listings',
    'versions:upload': 'Upload and submit versions',
    'versions:publish': 'Publish, halt, roll back and withdraw versions',
    'telemetry:read': 'Read usage and crashes',
    'keys:manage': 'Register and revoke signing keys',
  },
  de: {
    'apps:read': 'Apps, Versionen und Befunde sehen',
    'apps:write': 'Apps und Store-Einträge anlegen und ändern',
    'versions:upload': 'Versionen hochladen und einreichen',
    'versions:publish': 'Versionen veröffentlichen, anhalten, zurücksetzen und zurückziehen',
    'telemetry:read': 'Nutzung und Abstürze lesen',
    'keys:manage': 'Signaturschlüssel registrieren und widerrufen',
  },
}

/** Whose workflows can be trusted to publish. */
export const ciProviders: Family<'github' | 'gitlab'> = {
  en: { github: 'GitHub Actions', gitlab: 'GitLab CI/CD' },
  de: { github: 'GitHub Actions', gitlab: 'GitLab CI/CD' },
}
