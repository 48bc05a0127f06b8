import type { StoreAppDetails } from '@mosis/api'
import { permissions as table } from '@mosis/format/permissions'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { PortalError } from '../../call.ts'
import { portalFlag } from '../../commands.ts'
import { useFormat } from '../../format.ts'
import { useLanguage } from '../../language.tsx'
import { AppIcon } from '../../parts/app-icon.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { AnchorButton, LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { storeAppQuery } from '../../queries/store.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { categories as categoryWords } from '../../words/categories.ts'
import { permissionSentences, permissions as permissionWords } from '../../words/permissions.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './app.module.css'
import { appTexts } from './app.texts.ts'
import { Facts } from './facts.tsx'
import { Report } from './report.tsx'
import { Screenshots } from './screenshots.tsx'
import { Versions } from './versions.tsx'

const route = getRouteApi('/public/store/$appId')

/** What somebody reads about an app before it is installed. */
export function StoreAppPage() {
  const t = useTexts(appTexts)
  const { appId } = route.useParams()
  const { language } = useLanguage()
  const app = useQuery(storeAppQuery(appId, language))
  useTitle(app.data?.name ?? appId)
  if (app.error instanceof PortalError && [400, 404].includes(app.error.status)) return <Gone appId={appId} />
  return (
    <>
      {!app.data && (
        <PageHeader
          title={appId}
          crumbs={[{ label: t.breadcrumb, link: { to: '/store' } }]}
          picture={app.isPending && <AppIcon name="" size="huge" />}
        />
      )}
      <Loaded query={app} skeleton={<Shape />} failed={t.failed}>
        {(found) => <Page app={found} />}
      </Loaded>
    </>
  )
}

function Shape() {
  return (
    <div className={styles.columns}>
      <div className={styles.install}>
        <Skeleton count={4} />
      </div>
      <div className={styles.main}>
        <div className={styles.screens} />
        <Skeleton count={3} />
        <Skeleton count={3} />
      </div>
      <div className={styles.side}>
        <Skeleton count={4} />
        <Skeleton count={6} />
      </div>
    </div>
  )
}

function Gone({ appId }: { appId: string }) {
  const t = useTexts(appTexts)
  return (
    <>
      <PageHeader title={appId} crumbs={[{ label: t.breadcrumb, link: { to: '/store' } }]} />
      <EmptyState
        title={t.gone}
        actions={
          <LinkButton to="/store/decisions" search={{ app: appId }}>
            {t.toLog}
          </LinkButton>
        }
      >
        {t.goneLead}
      </EmptyState>
    </>
  )
}

function Page({ app }: { app: StoreAppDetails }) {
  const t = useTexts(appTexts)
  const { bytes, percent, number } = useFormat()
  const categoryWord = useWords(categoryWords)
  const staged = app.offers.find(({ track, rollout }) => track === 'production' && rollout !== null)
  const { listing } = app
  const lang = listing.locale
  return (
    <article>
      <PageHeader
        title={<span lang={lang}>{app.name}</span>}
        crumbs={[{ label: t.breadcrumb, link: { to: '/store' } }]}
        picture={<AppIcon name={app.name} src={`${app.icon_url}?size=128`} size="huge" />}
        lead={
          <>
            <span lang={lang}>{app.description}</span>
            <span className={styles.by}>
              {[
                t.by(app.developer),
                ...(app.category === null ? [] : [categoryWord(app.category)]),
                t.downloadCount(app.download_count, number(app.download_count)),
              ].join(' · ')}
            </span>
          </>
        }
      />
      <div className={styles.columns}>
        <section className={styles.install} aria-labelledby="install">
          <h2 id="install">{t.install}</h2>
          <p className={styles.soft}>{t.installLead}</p>
          <CopyField label={t.command} value={`mosis device install ${app.id}${portalFlag(location.origin)}`} />
          <p className={styles.links}>
            <AnchorButton href={app.download_url} icon={Download}>
              {t.download(bytes(app.size_bytes))}
            </AnchorButton>
          </p>
        </section>
        <div className={styles.main}>
          {listing.screenshots.length > 0 && <Screenshots screenshots={listing.screenshots} />}
          {listing.long_text !== '' && (
            <section aria-labelledby="about">
              <h2 id="about">{t.about}</h2>
              <div lang={lang} className={styles.prose}>
                <RichText text={listing.long_text} />
              </div>
            </section>
          )}
          <section aria-labelledby="news">
            <h2 id="news">{t.whatsNew}</h2>
            {app.release_notes === '' ? (
              <p className={styles.soft}>{t.noNotes}</p>
            ) : (
              <div lang={lang} className={styles.prose}>
                <RichText text={app.release_notes} />
              </div>
            )}
            {staged?.rollout && <Notice kind="info">{t.staged(percent(staged.rollout.percent / 100))}</Notice>}
          </section>
          <Versions appId={app.id} />
        </div>
        <aside className={styles.side} aria-label={t.facts}>
          <Permissions names={app.permissions} />
          <Facts app={app} />
          <Report app={app} />
        </aside>
      </div>
    </article>
  )
}

function Permissions({ names }: { names: readonly string[] }) {
  const t = useTexts(appTexts)
  const word = useWords(permissionWords)
  const sentence = useWords(permissionSentences)
  const sorted = table.filter(({ name }) => names.includes(name)).toSorted((a, b) => rank(b.risk) - rank(a.risk))
  const levels = { normal: t.granted, dangerous: t.asked, signature: t.system }
  return (
    <section aria-labelledby="permissions">
      <h2 id="permissions">{t.permissions}</h2>
      {sorted.length === 0 && <p className={styles.soft}>{t.noPermissions}</p>}
      <ul className={styles.permissions}>
        {sorted.map(({ name, risk }) => (
          <li key={name}>
            <Icon of={risk === 'normal' ? ShieldCheck : ShieldQuestion} size={20} />
            <div>
              <h3>{word(name)}</h3>
              <p>{sentence(name)}</p>
              <p className={styles.level}>{levels[risk]}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const risks = ['normal', 'dangerous', 'signature'] as const
const rank = (risk: (typeof risks)[number]) => risks.indexOf(risk)
