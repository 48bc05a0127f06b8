import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleDocument } from '../sample-document.ts'
import { createStyles } from '../style/styles.ts'
import { planTable, type TablePlan } from './table-plan.ts'

const sheet = `
  table { display: table; } tr { display: table-row; } td { display: table-cell; }
  tbody { display: table-row-group; } col { display: table-column; } colgroup { display: table-column-group; }
`

/** The plan of a table, and the lines of the elements that have an id. */
function plan(rml: string): TablePlan & { at: Record<string, unknown> } {
  const { document, get } = sampleDocument(rml)
  const viewport = { width: 540, height: 960, dpRatio: 1, theme: 'light' as const, textScale: 1 }
  const styles = createStyles({ viewport, warn: () => {} })
  styles.setSheets([{ path: 'main.rcss', text: sheet }])
  styles.watch(document)
  styles.update(0)
  const planned = planTable(get('table'), (element) => styles.styleOf(element))
  const at = [...planned.lines].filter(([{ id }]) => id !== '').map(([{ id }, lines]) => [id, lines])
  return { ...planned, at: Object.fromEntries(at) as Record<string, unknown> }
}

test('columns are as wide as their elements or the cells of the first row say, and share the rest', () => {
  const { columnTracks } = plan(`<table id="table">
    <col style="width: 50px"/><col span="2"/>
    <tr><td/><td style="width: 20%; padding: 5px"/><td/><td style="min-width: 30px"/></tr>
    <tr><td/><td style="width: 1px"/></tr></table>`)
  assert.equal(columnTracks, '50px calc(20% + 5px + 5px + 0px + 0px) minmax(0px, 1fr) minmax(30px, 1fr)')
})

test('gaps lie between, and edges of rows and columns take room', () => {
  const { columnTracks, rowTracks, isPlain, at } = plan(`<table id="table" style="gap: 10px 4px">
    <col id="col" style="border-left: 2px #000"/><col/>
    <tr style="padding: 3px 0; margin: 1px"><td rowspan="2" id="tall"/><td id="a"/></tr><tr><td id="b"/></tr></table>`)
  assert.equal(columnTracks, '2px minmax(0px, 1fr) 4px minmax(0px, 1fr)')
  assert.equal(rowTracks, '4px auto 4px 10px auto')
  assert.equal(isPlain, false)
  assert.deepEqual(at, {
    tall: { columns: [2, 3], rows: [2, 6] },
    a: { columns: [4, 5], rows: [2, 3] },
    b: { columns: [4, 5], rows: [5, 6] },
    col: { columns: [1, 3] },
  })
})

test('a group of rows is one track of a plain table, and shares of rows divide what is left', () => {
  const { plainTracks, at } = plan(`<table id="table">
    <tr id="head" style="height: 20px"><td/></tr><tbody id="body"><tr><td id="cell"/></tr></tbody><tr style="height: 100%"><td/></tr></table>`)
  assert.equal(plainTracks, 'minmax(20px, auto) auto minmax(min-content, 100fr)')
  assert.deepEqual(at, {
    cell: { columns: [1, 2] },
    head: { columns: [1, -1], rows: [1, 2] },
    body: { columns: [1, -1], rows: [2, 3] },
  })
})

test('spans without end are cut', () => {
  const { columnTracks } = plan('<table id="table"><tr><td colspan="1000000000" rowspan="1000000000"/></tr></table>')
  assert.equal(columnTracks.split(') ').length, 100)
})
