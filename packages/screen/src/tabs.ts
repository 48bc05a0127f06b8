import { dispatch } from './dispatch.ts'
import type { ScreenElement } from './element.ts'
import { ownChildren, parentOf, pathToRoot } from './walk.ts'

const activeTabs = new WeakMap<ScreenElement, number>()

/** The tabs of a tab set, or its panels, in order. */
export function partsOf(tabset: ScreenElement, tag: 'tab' | 'panel'): ScreenElement[] {
  return ownChildren(tabset)
    .filter((child) => child.kind === 'element')
    .filter((child) => child.tag === tag && child.repeated === null)
}

/** The index of the tab that is shown, from 0. */
export function getActiveTab(tabset: ScreenElement): number {
  return activeTabs.get(tabset) ?? 0
}

/** Shows another tab and tells of it. */
export function setActiveTab(tabset: ScreenElement, index: number): void {
  if (index === getActiveTab(tabset) || index < 0 || index >= partsOf(tabset, 'tab').length) return
  const before = selectedParts(tabset)
  activeTabs.set(tabset, index)
  for (const element of [...before, ...selectedParts(tabset)]) {
    if (element.isConnected) element.document.changes.tell({ kind: 'state', element, state: 'selected' })
  }
  dispatch(tabset, 'tabchange', { tab_index: index })
}

/** Shows the tab on which a click fell, if it did. */
export function activateTabOf(tabset: ScreenElement, clicked: ScreenElement): void {
  const tab = pathToRoot(clicked).find((element) => parentOf(element) === tabset)
  if (tab?.tag === 'tab') setActiveTab(tabset, partsOf(tabset, 'tab').indexOf(tab))
}

/** Whether a tab or panel is the one shown. */
export function isSelectedPart(part: ScreenElement): boolean {
  const tabset = parentOf(part)
  if (tabset?.tag !== 'tabset' || (part.tag !== 'tab' && part.tag !== 'panel')) return false
  return partsOf(tabset, part.tag)[getActiveTab(tabset)] === part
}

/** Whether a panel is the one shown; one outside a tab set always is. */
export function isActivePanel(panel: ScreenElement): boolean {
  return parentOf(panel)?.tag !== 'tabset' || isSelectedPart(panel)
}

function selectedParts(tabset: ScreenElement): ScreenElement[] {
  return (['tab', 'panel'] as const).flatMap((tag) => partsOf(tabset, tag)[getActiveTab(tabset)] ?? [])
}
