import type { ReviewRule } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterOrder } from '../../parts/filter-select.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { rulesQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { ruleModes, severities, tiers } from '../../words/rules.ts'
import { useRuleWords, useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { ruleKinds } from './choices.ts'
import { moreTexts } from './more.texts.ts'
import { RuleDialog } from './rule-dialog.tsx'

const route = getRouteApi('/console/admin/admin/rules')
const codeOf = ({ code }: ReviewRule) => code

/** The rules of the automated review and how each is set. The API gives them all at once, so the page searches by itself. */
export function Rules() {
  const t = useTexts(moreTexts)
  const { q = '', show = 'settable' } = route.useSearch()
  const navigate = route.useNavigate()
  const rules = useQuery(rulesQuery)
  const say = useRuleWords()
  const columns = useColumns()
  const [opened, setOpened] = useState<string>()
  const clear = () => void navigate({ search: { show } })
  const open = rules.data?.find(({ code }) => code === opened)
  useTitle(t.rulesTitle)
  const fits = (rule: ReviewRule) =>
    (show === 'all' || rule.is_fixed === (show === 'fixed')) &&
    `${rule.code} ${say(rule).explanation.text}`.toLowerCase().includes(q.toLowerCase())
  return (
    <>
      <PageHeader title={t.rulesTitle} lead={t.rulesLead} />
      <div className={styles.stack}>
        <FilterBar label={t.rulesTitle} onClear={q === '' ? undefined : clear}>
          <FilterSearch
            label={t.ruleSearch}
            value={q}
            onChange={(words) => void navigate({ search: { show, q: words }, replace: true })}
          />
          <FilterOrder
            label={t.ruleKind}
            value={show}
            options={ruleKinds}
            say={(kind) => t.ruleKinds[kind]}
            onChange={(chosen) => void navigate({ search: { show: chosen, q: q || undefined } })}
          />
        </FilterBar>
        <Loaded query={rules} skeleton={<Skeleton kind="table" count={12} />}>
          {(all) => {
            const shown = all.filter(fits)
            if (shown.length === 0) return <NothingFits onClear={clear} />
            return (
              <Table
                label={t.rulesTitle}
                columns={columns}
                rows={shown}
                rowKey={codeOf}
                rowActions={({ code, is_fixed }) =>
                  is_fixed ? null : (
                    <Button size="small" onPress={() => setOpened(code)}>
                      {t.changeMode}
                    </Button>
                  )
                }
              />
            )
          }}
        </Loaded>
      </div>
      {open && <RuleDialog key={open.code} rule={open} onClose={() => setOpened(undefined)} />}
    </>
  )
}

const severityKinds = { error: 'bad', warning: 'warn', info: 'info' } as const

function RuleName({ rule }: { rule: ReviewRule }) {
  const t = useTexts(moreTexts)
  const say = useRuleWords()
  const { explanation, fix } = say(rule)
  return (
    <>
      <Named>
        <code>{rule.code}</code>
      </Named>
      <span lang={explanation.lang}>{explanation.text}</span>
      <span className={styles.soft} lang={fix.lang}>
        {t.fix}: {fix.text}
      </span>
    </>
  )
}

function useColumns(): readonly Column<ReviewRule>[] {
  const t = useTexts(moreTexts)
  const tierWord = useWords(tiers)
  const severityWord = useWords(severities)
  const modeWord = useWords(ruleModes)
  return useMemo(
    () => [
      { key: 'rule', label: t.rule, cell: (rule) => <RuleName rule={rule} /> },
      { key: 'tier', label: t.tier, isNarrow: true, cell: ({ tier }) => tierWord(String(tier)) },
      {
        key: 'severity',
        label: t.severity,
        isNarrow: true,
        cell: ({ severity }) => <Badge kind={severityKinds[severity]}>{severityWord(severity)}</Badge>,
      },
      {
        key: 'mode',
        label: t.mode,
        isNarrow: true,
        cell: ({ mode, is_fixed }) => (is_fixed ? t.fixed : modeWord(mode)),
      },
    ],
    [t, tierWord, severityWord, modeWord],
  )
}
