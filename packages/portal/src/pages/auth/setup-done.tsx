import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { portalFlag } from '../../commands.ts'
import { CopyField } from '../../parts/copy-field.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { portalQuery } from '../../queries/portal.ts'
import { Soft } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { AuthPage, Stack } from './auth-page.tsx'
import { setupTexts } from './setup.texts.ts'

/** Shown once the admin exists: what to do first. */
export function SetupDone() {
  const t = useTexts(setupTexts)
  const { data: portal } = useQuery(portalQuery)
  return (
    <AuthPage title={t.doneTitle} lead={t.doneLead}>
      <Stack>
        <LinkButton to="/account/security" kind="primary" size="large" isWide icon={ShieldCheck}>
          {t.secure}
        </LinkButton>
        <Soft>{t.secureHint}</Soft>
        <LinkButton to="/dashboard" size="large" isWide>
          {t.look}
        </LinkButton>
        {portal && <CopyField label={t.terminal} value={`npx mosis login${portalFlag(portal.base_url)}`} />}
      </Stack>
    </AuthPage>
  )
}
