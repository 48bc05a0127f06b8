export { buildBody, readTemplate, setInnerRml, type Template } from './build.ts'
export { type Change, type ChangeListener } from './changes.ts'
export {
  chooseOption,
  controlKind,
  formValues,
  getValue,
  insertText,
  isDisabled,
  optionsOf,
  rangeOf,
  selectedOption,
  setValue,
  type ControlKind,
} from './controls.ts'
export { dispatch } from './dispatch.ts'
export { ScreenDocument, type DocumentSource, type ScreenHost } from './document.ts'
export { hasState } from './element-states.ts'
export { ScreenElement, ScreenText, type Place, type ScreenNode } from './element.ts'
export { ScreenError, type ScreenErrorCode } from './errors.ts'
export { eventKinds, kindOfEvent, type EventKind } from './event-kinds.ts'
export { ScreenEvent, type EventParameters, type EventPhase, type EventValue } from './event.ts'
export { readMarkup, type Head, type Markup, type Resource } from './head.ts'
export { screenLimits } from './limits.ts'
export { addListener, type EventHandler, type Listener } from './listeners.ts'
export { click, hover, nameOf, press, typeText } from './pointer.ts'
export { submitForm } from './reactions.ts'
export { matchesSelector, querySelector, querySelectorAll } from './selectors.ts'
export { getInnerRml } from './serialize.ts'
export { blurElement, focusElement } from './states.ts'
export { getActiveTab, partsOf, setActiveTab } from './tabs.ts'
export { screenText } from './text.ts'
export { appendChild, insertBefore, removeChild, removeChildren, replaceChild, siblingOf } from './tree.ts'
export { isShown } from './visibility.ts'
export { descendants, elementsIn, pathToRoot, textInside } from './walk.ts'
export { type Box, type Layout } from './layout.ts'
export type { BoxRow, Modifiers, ScreenInput } from './paint/input.ts'
export type {
  NodeId,
  PaintControl,
  PaintFont,
  PaintNode,
  PaintOp,
  Patch,
  ScreenUpdate,
  Snapshot,
} from './paint/patch.ts'
export type { Origin, ResolvedStyle, Rgba, Size } from './style/resolved.ts'
export { standardViewport, type Viewport } from './style/viewport.ts'
