export { buildBody, readTemplate, setInnerRml, type Template } from './build.ts'
export { createBindings, type BindingHost, type Bindings } from './bind/bindings.ts'
export type { DataModel, ModelPath, ModelRead, ModelScalar } from './bind/data-model.ts'
export {
  addEntry,
  copyTable,
  Model,
  ModelStore,
  ModelTable,
  type ModelFunction,
  type ModelKey,
  type ModelValue,
} from './bind/model.ts'
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
export { createInteraction, type Interaction, type InteractionOptions } from './input.ts'
export { keyIdentifierOf, keyIdentifiers, keyModifiers } from './keys.ts'
export { screenLimits } from './limits.ts'
export { addListener, type EventHandler, type Listener } from './listeners.ts'
export { click, hover, nameOf, press, typeText } from './pointer.ts'
export { submitForm } from './reactions.ts'
export { matchesSelector, querySelector, querySelectorAll } from './selectors.ts'
export { roles, type Role } from './role-names.ts'
export { ariaRoles, labelOf, readRole, roleOf, shownText } from './roles.ts'
export { getInnerRml } from './serialize.ts'
export { blurElement, focusElement } from './states.ts'
export { getActiveTab, partsOf, setActiveTab } from './tabs.ts'
export { propertyOf } from './property-of.ts'
export { getBox, offsetParent, scrollIntoView, scrollTo } from './scroll.ts'
export { getSelection, selectText, type TextSelection } from './selection.ts'
export { screenText } from './text.ts'
export { appendChild, insertBefore, removeChild, removeChildren, replaceChild, siblingOf } from './tree.ts'
export { showVideo, videoOf } from './video.ts'
export { isShown } from './visibility.ts'
export { descendants, elementsIn, findableIn, ownChildren, parentOf, pathToRoot, textInside } from './walk.ts'
export { createReportedLayout, type Box, type Layout, type ReportedLayout } from './layout.ts'
export { createPainterFeed, type PainterFeed, type PainterFeedOptions } from './paint/feed.ts'
export { createNodeIds, type NodeIds } from './paint/ids.ts'
export { readImageSize } from './paint/image-size.ts'
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
export { describeProblem, readDeclaration, type Declared, type DeclarationProblem } from './style/declarations.ts'
export { readColorText, writeColor } from './style/colors.ts'
export { inheritedProperties, properties, type Property } from './style/properties.ts'
export { shorthands, type Shorthand } from './style/shorthands.ts'
export type { FontFace, Keyframe, Keyframes, NamedDecorator, SheetSource, Sprite } from './style/sheet-data.ts'
export { createStyles, type Styles, type StylesOptions } from './style/styles.ts'
