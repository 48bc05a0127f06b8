import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { Checkbox } from './checkbox.tsx'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import type { PageLink } from './page-link.ts'
import { tableTexts } from './table.texts.ts'
import styles from './table.module.css'

export interface Column<Row> {
  key: string
  label: string
  cell: (row: Row) => ReactNode
  /** Numbers stand at the end. */
  align?: 'start' | 'end'
  /** As wide as what stands in it. */
  isNarrow?: boolean
  /** Left out between phone and desk, where the others would be crushed; what the row leads to says it too. */
  isSpare?: boolean
  /** The server can sort by it: `sortLink` is asked for its address. */
  isSortable?: boolean
}

export type Direction = 'ascending' | 'descending'

export interface TableProps<Row> {
  /** Names the table for those who do not see what stands around it. */
  label: string
  /** The first one is the row's own name; it carries the link. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The page of a row; its first cell is the link, the whole row can be pressed. */
  rowLink?: (row: Row) => PageLink
  /** Buttons at the end of a row. */
  rowActions?: (row: Row) => ReactNode
  sort?: { key: string; direction: Direction }
  /** The address of the table sorted so. */
  sortLink?: (key: string, direction: Direction) => PageLink
  density?: 'normal' | 'compact'
  /** Inside a `Card isFlush`, which has the edge already. */
  isBare?: boolean
  /** Boxes before the rows, and what can be done with all chosen ones. */
  selection?: Selection<Row>
}

export interface Selection<Row> {
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
  /** The name of a row, for its box. */
  rowName: (row: Row) => string
  actions: ReactNode
}

/** Rows of one kind; on a phone each becomes a card. Filtered, sorted and cut into pages by the server. */
export function Table<Row>(props: TableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    rowActions,
    sort,
    sortLink,
    density = 'normal',
    isBare = false,
    selection,
  } = props
  const t = useTexts(tableTexts)
  return (
    <div className={joinClasses(styles.frame, isBare && styles.isBare, density === 'compact' && styles.isCompact)}>
      <table className={styles.table}>
        <caption className={styles.caption}>{label}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className={styles.isNarrow}>
                <ChooseAll keys={rows.map(rowKey)} selection={selection} />
              </th>
            )}
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} sort={sort} sortLink={sortLink} />
            ))}
            {rowActions && (
              <th scope="col" className={joinClasses(styles.isNarrow, styles.end)}>
                {t.actions}
              </th>
            )}
          </tr>
        </thead>
        {cutIntoBodies(rows).map((body, at) => (
          <tbody key={at}>
            {body.map((row) => (
              <TableRow key={rowKey(row)} row={row} table={props} />
            ))}
          </tbody>
        ))}
      </table>
      {selection && selection.chosen.size > 0 && <BulkBar selection={selection} />}
    </div>
  )
}

const bodySize = 25

/** Of a long table each body is painted for itself, so that scrolling paints what comes in sight and nothing anew. */
function cutIntoBodies<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.max(1, Math.ceil(rows.length / bodySize))
  return Array.from({ length: count }, (_, at) => rows.slice(at * bodySize, (at + 1) * bodySize))
}

const classesOf = <Row,>({ align, isNarrow, isSpare }: Column<Row>) => [
  align === 'end' && styles.end,
  isNarrow && styles.isNarrow,
  isSpare && styles.isSpare,
]

function ColumnHead<Row>({
  column,
  sort,
  sortLink,
}: { column: Column<Row> } & Pick<TableProps<Row>, 'sort' | 'sortLink'>) {
  const direction = sort?.key === column.key ? sort.direction : undefined
  const className = joinClasses(...classesOf(column))
  if (!column.isSortable || !sortLink) {
    return (
      <th scope="col" className={className}>
        {column.label}
      </th>
    )
  }
  const next = direction === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <Link {...sortLink(column.key, next)} className={styles.sort} resetScroll={false}>
        {column.label}
        <Icon of={direction === 'descending' ? ArrowDown : ArrowUp} size={12} />
      </Link>
    </th>
  )
}

function TableRow<Row>({ row, table }: { row: Row; table: TableProps<Row> }) {
  const { columns, rowKey, rowLink, rowActions, selection } = table
  const key = rowKey(row)
  const isChosen = selection?.chosen.has(key) ?? false
  return (
    <tr className={joinClasses(styles.row, rowLink && styles.isLink, isChosen && styles.isChosen)}>
      {selection && (
        <td className={styles.isPick}>
          <ChooseRow id={key} name={selection.rowName(row)} selection={selection} />
        </td>
      )}
      {columns.map((column, at) => {
        const content = column.cell(row)
        return (
          <td key={column.key} className={joinClasses(...classesOf(column), at === 0 && styles.isMain)}>
            {at > 0 && <span className={styles.cellLabel}>{column.label}</span>}
            {at === 0 && rowLink ? (
              <Link {...rowLink(row)} className={styles.rowLink}>
                {content}
              </Link>
            ) : (
              <div>{content}</div>
            )}
          </td>
        )
      })}
      {rowActions && (
        <td className={styles.isTool}>
          <div className={styles.actions}>{rowActions(row)}</div>
        </td>
      )}
    </tr>
  )
}

interface ChooseRowProps {
  id: string
  name: string
  selection: Pick<Selection<never>, 'chosen' | 'onChange'>
}

function ChooseRow({ id, name, selection: { chosen, onChange } }: ChooseRowProps) {
  const t = useTexts(tableTexts)
  const choose = (isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    onChange(next)
  }
  return <Checkbox label={`${t.choose}: ${name}`} isLabelHidden isChecked={chosen.has(id)} onChange={choose} />
}

function ChooseAll({
  keys,
  selection: { chosen, onChange },
}: {
  keys: readonly string[]
  selection: Pick<Selection<never>, 'chosen' | 'onChange'>
}) {
  const t = useTexts(tableTexts)
  const isAll = keys.length > 0 && keys.every((key) => chosen.has(key))
  return (
    <Checkbox
      label={t.chooseAll}
      isLabelHidden
      isChecked={isAll}
      isPartly={!isAll && chosen.size > 0}
      onChange={(all) => onChange(new Set(all ? keys : []))}
    />
  )
}

function BulkBar({
  selection: { chosen, onChange, actions },
}: {
  selection: Pick<Selection<never>, 'chosen' | 'onChange' | 'actions'>
}) {
  const t = useTexts(tableTexts)
  const { number } = useFormat()
  return (
    <div className={styles.bulk}>
      <output>{t.chosen(chosen.size, number(chosen.size))}</output>
      {actions}
      <Button kind="quiet" size="small" onPress={() => onChange(new Set())}>
        {t.none}
      </Button>
    </div>
  )
}
