import type { Analytics } from '@mosis/api'
import { Card } from '../../parts/card.tsx'
import { Figures } from '../../parts/key-values.tsx'
import { useTexts } from '../../texts.ts'
import { analyticsTexts } from './analytics.texts.ts'
import { useSayCount } from './use-say-count.tsx'
import { rateOf } from './usage.ts'

interface TotalsProps {
  analytics: Analytics
  version: string | undefined
}

/** The span in a few numbers. */
export function Totals({ analytics: { downloads, totals, versions }, version }: TotalsProps) {
  const t = useTexts(analyticsTexts)
  const say = useSayCount()
  const { starts, crashes } =
    (version === undefined ? totals : versions.find((one) => one.version === version)) ?? noNumbers
  return (
    <Card>
      <Figures
        items={[
          { label: t.starts, value: say(starts), note: t.inSpan },
          { label: t.crashes, value: say(crashes), note: t.inSpan },
          { label: t.rate, value: say(rateOf(crashes, starts)), note: t.inSpan },
          ...(version === undefined ? [{ label: t.downloads, value: say(downloads), note: t.downloadsNote }] : []),
        ]}
      />
    </Card>
  )
}

const noNumbers = { starts: null, crashes: null }
