import { Check, MessageSquare, Rocket, TriangleAlert } from 'lucide-react'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Avatar } from '../../parts/avatar.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Figures, KeyValues } from '../../parts/key-values.tsx'
import { PhonePreview } from '../../parts/phone-preview.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { Section } from '../../parts/section.tsx'
import { Steps } from '../../parts/steps.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { Time } from '../../parts/time.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import styles from './gallery.module.css'
import { before, words } from './sample.ts'

const steps = [
  { label: 'Uploaded', state: 'done', note: '4.2 MB' },
  { label: 'Checked', state: 'done', note: '12 rules' },
  { label: 'In review', state: 'current', note: 'Place 3, about 2 hours' },
  { label: 'Live', state: 'next' },
] as const
const failedSteps = [
  steps[0],
  { label: 'Checked', state: 'failed', note: '2 errors' },
  { label: 'In review', state: 'next' },
] as const
const path = { to: '/__gallery' } as const

/** What pages are made of. */
export function PageParts() {
  return (
    <Section title="Page" lead={words.sentence} actions={<Button>{words.act}</Button>}>
      <div className={styles.stack}>
        <Tabs
          label="Views"
          tabs={[
            { label: 'Overview', link: path },
            { label: 'Versions', link: { ...path, search: { part: 'versions' } }, count: 12 },
            { label: 'Crashes and other things', link: { ...path, search: { part: 'crashes' } } },
            { label: 'Settings', link: { ...path, search: { part: 'settings' } } },
          ]}
        />
        <div className={styles.row}>
          <AppIcon name="Weather" size="small" />
          <AppIcon name="Weather" />
          <AppIcon name="Weather" src="/nothing.png" size="large" />
          <AppIcon name="Mosis" src="/mosis.svg" size="huge" />
          <Avatar name="Ada Lovelace" size="small" />
          <Avatar name="Ada Lovelace" />
          <Avatar name="Ada" size="large" />
          <Time value={before(3)} />
          <Time value={before(3)} kind="date" />
          <Time value={before(3)} kind="dateTime" />
        </div>
        <Card>
          <Figures
            items={[
              { label: 'Devices', value: '12,480', note: '+8 % in 30 days' },
              { label: 'Crash-free', value: '99.7 %' },
              { label: 'Rating', value: '4.6', note: '212 ratings' },
              { label: 'Open findings', value: '3' },
            ]}
          />
        </Card>
        <div className={styles.pair}>
          <Card
            title="Facts"
            lead="What the manifest says"
            actions={<Button size="small">{words.choose}</Button>}
            foot="Read from the package"
          >
            <KeyValues
              items={[
                { label: 'Id', value: words.unbroken },
                { label: 'Version', value: '1.2.0' },
                { label: 'Published', value: <Time value={before(50)} /> },
              ]}
            />
          </Card>
          <Card title="Where it stands">
            <Steps label="Steps" steps={steps} />
          </Card>
          <Card title="Where it stopped">
            <Steps label="Steps that failed" steps={failedSteps} />
          </Card>
          <Card title="What happened">
            <Timeline
              label="Events"
              events={[
                {
                  key: '1',
                  icon: Rocket,
                  kind: 'good',
                  title: 'Ada published 1.2.0',
                  time: before(1),
                  body: 'To 10 % of devices',
                },
                { key: '2', icon: Check, kind: 'info', title: 'Rita approved it', time: before(4) },
                { key: '3', icon: MessageSquare, title: 'Rita wrote', time: before(9), body: words.sentence },
                { key: '4', icon: TriangleAlert, kind: 'warn', title: 'The checks found something', time: before(30) },
              ]}
            />
          </Card>
        </div>
        <Card>
          <Steps label="Steps in a row" steps={steps} isInRow />
        </Card>
        <div className={styles.pair}>
          <Card title="What somebody wrote">
            <RichText text={words.paragraphs} />
          </Card>
          <PhonePreview label="Preview of the listing">
            <div className={styles.stack}>
              <AppIcon name="Weather" size="huge" />
              {words.sentence}
            </div>
          </PhonePreview>
        </div>
      </div>
    </Section>
  )
}
