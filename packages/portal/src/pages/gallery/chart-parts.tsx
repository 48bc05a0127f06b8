import { Card } from '../../parts/card.tsx'
import { Chart } from '../../parts/chart.tsx'
import { Section } from '../../parts/section.tsx'
import styles from './gallery.module.css'
import { crashes, markers, oneSeries, series, times } from './sample.ts'

const none = [{ label: 'Starts', values: times.map(() => null) }]

/** Charts of each kind. */
export function ChartParts() {
  return (
    <Section title="Charts">
      <div className={styles.pair}>
        <Card>
          <Chart
            title="Starts"
            lead="Starts and devices per day"
            times={times}
            series={series}
            markers={markers}
            isLastOpen
          />
        </Card>
        <Card>
          <Chart
            title="Crashes"
            lead="Crashes per day"
            kind="bar"
            times={times}
            series={crashes}
            markers={markers}
            isLastOpen
          />
        </Card>
        <Card>
          <Chart title="Area" lead="Starts per day" kind="area" times={times} series={oneSeries} />
        </Card>
        <Card>
          <Chart title="Nothing" lead="Starts per day" times={times} series={none} />
        </Card>
      </div>
    </Section>
  )
}
