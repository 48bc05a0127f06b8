import { filters, transforms } from './call-kinds.ts'
import { boxShadows, decorators, fontEffects } from './effect-kinds.ts'
import { animations, transitions } from './motion-kinds.ts'
import {
  color,
  either,
  elementId,
  image,
  keyword,
  length,
  lengthPercentage,
  number,
  text,
  type ValueKind,
} from './value-kinds.ts'

/** A property of RCSS. */
export interface Property {
  name: string
  /** The value it has where nobody sets one, as a resolved style writes it. */
  initial: string
  isInherited: boolean
  kind: ValueKind
}

const autoSize = either(keyword('auto'), lengthPercentage)
const sizeLimit = either(keyword('none'), lengthPercentage)
const overflow = keyword('visible hidden auto scroll')
const navigation = either(keyword('none auto horizontal vertical tree-order'), elementId)
const alignedItems = 'flex-start flex-end center baseline stretch'
const spaced = 'flex-start flex-end center space-between space-around space-evenly'
const sides = ['top', 'right', 'bottom', 'left']
const corners = ['top-left', 'top-right', 'bottom-right', 'bottom-left']

/** Every property, in the order in which they are documented. */
export const properties: readonly Property[] = [
  ...sides.map((side) => own(`margin-${side}`, '0px', autoSize)),
  ...sides.map((side) => own(`padding-${side}`, '0px', lengthPercentage)),
  ...sides.map((side) => own(`border-${side}-width`, '0px', length)),
  ...sides.map((side) => own(`border-${side}-color`, '#000000ff', color)),
  ...corners.map((corner) => own(`border-${corner}-radius`, '0px', length)),
  own(
    'display',
    'inline',
    keyword(
      'none block inline inline-block flow-root flex inline-flex table inline-table table-row table-row-group ' +
        'table-column table-column-group table-cell',
    ),
  ),
  own('position', 'static', keyword('static relative absolute fixed')),
  ...sides.map((side) => own(side, 'auto', autoSize)),
  own('float', 'none', keyword('none left right')),
  own('clear', 'none', keyword('none left right both')),
  own('box-sizing', 'content-box', keyword('content-box border-box')),
  own('z-index', 'auto', either(keyword('auto'), number)),
  own('width', 'auto', autoSize),
  own('min-width', '0px', lengthPercentage),
  own('max-width', 'none', sizeLimit),
  own('height', 'auto', autoSize),
  own('min-height', '0px', lengthPercentage),
  own('max-height', 'none', sizeLimit),
  inherited('line-height', '1.2', either(number, lengthPercentage)),
  own(
    'vertical-align',
    'baseline',
    either(keyword('baseline middle sub super text-top text-bottom top center bottom'), lengthPercentage),
  ),
  own('overflow-x', 'visible', overflow),
  own('overflow-y', 'visible', overflow),
  own('clip', 'auto', either(keyword('auto none always'), number)),
  own('visibility', 'visible', keyword('visible hidden')),
  own('background-color', '#00000000', color),
  inherited('color', '#ffffffff', color),
  inherited('caret-color', 'auto', either(keyword('auto'), color)),
  own('image-color', '#ffffffff', color),
  inherited('opacity', '1', number),
  inherited('font-family', '', text),
  inherited('font-style', 'normal', keyword('normal italic')),
  inherited('font-weight', '400', either(keyword('normal=400 bold=700'), number)),
  inherited('font-size', '12px', lengthPercentage),
  inherited('font-kerning', 'auto', keyword('auto normal none')),
  inherited('letter-spacing', 'normal', either(keyword('normal'), length)),
  inherited('text-align', 'left', keyword('left right center justify')),
  inherited('text-decoration', 'none', keyword('none underline overline line-through')),
  inherited('text-transform', 'none', keyword('none capitalize uppercase lowercase')),
  own('text-overflow', 'clip', either(keyword('clip ellipsis'), text)),
  inherited('white-space', 'normal', keyword('normal pre nowrap pre-wrap pre-line')),
  inherited('word-break', 'normal', keyword('normal break-all break-word')),
  own('row-gap', '0px', lengthPercentage),
  own('column-gap', '0px', lengthPercentage),
  inherited('cursor', '', text),
  own('drag', 'none', keyword('none drag drag-drop block clone')),
  own('tab-index', 'none', keyword('none auto')),
  inherited('focus', 'auto', keyword('none auto')),
  ...['up', 'right', 'down', 'left'].map((way) => own(`nav-${way}`, 'none', navigation)),
  own('scrollbar-margin', '0px', length),
  own('overscroll-behavior', 'auto', keyword('auto contain')),
  inherited('pointer-events', 'auto', keyword('none auto')),
  own('perspective', 'none', either(keyword('none'), length)),
  own('perspective-origin-x', '50%', either(keyword('left=0% center=50% right=100%'), lengthPercentage)),
  own('perspective-origin-y', '50%', either(keyword('top=0% center=50% bottom=100%'), lengthPercentage)),
  own('transform', 'none', transforms),
  own('transform-origin-x', '50%', either(keyword('left=0% center=50% right=100%'), lengthPercentage)),
  own('transform-origin-y', '50%', either(keyword('top=0% center=50% bottom=100%'), lengthPercentage)),
  own('transform-origin-z', '0px', length),
  own('transition', 'none', transitions),
  own('animation', 'none', animations),
  own('decorator', 'none', decorators),
  own('mask-image', 'none', decorators),
  inherited('font-effect', 'none', fontEffects),
  own('filter', 'none', filters),
  own('backdrop-filter', 'none', filters),
  own('box-shadow', 'none', boxShadows),
  own('fill-image', '', image),
  own('align-content', 'stretch', keyword(`${spaced} stretch`)),
  own('align-items', 'stretch', keyword(alignedItems)),
  own('align-self', 'auto', keyword(`auto ${alignedItems}`)),
  own('flex-basis', 'auto', autoSize),
  own('flex-direction', 'row', keyword('row row-reverse column column-reverse')),
  own('flex-grow', '0', number),
  own('flex-shrink', '1', number),
  own('flex-wrap', 'nowrap', keyword('nowrap wrap wrap-reverse')),
  own('justify-content', 'flex-start', keyword(spaced)),
]

const byName = new Map(properties.map((property) => [property.name, property]))

/** The names of the properties that elements take over from what they are in. */
export const inheritedProperties: readonly string[] = properties
  .filter(({ isInherited }) => isInherited)
  .map(({ name }) => name)

/** Finds a property by its name; shorthands are none. */
export function findProperty(name: string): Property | undefined {
  return byName.get(name)
}

function own(name: string, initial: string, kind: ValueKind): Property {
  return { name, initial, isInherited: false, kind }
}

function inherited(name: string, initial: string, kind: ValueKind): Property {
  return { name, initial, isInherited: true, kind }
}
