export {
  decodeEntities,
  encodeEntities,
  parseRml,
  parseRmlFragment,
  rmlLimits,
  type RmlAttribute,
  type RmlElement,
  type RmlFragment,
  type RmlNode,
  type RmlText,
  type RmlTree,
} from './rml.ts'
export { parseLua } from './lua.ts'
export {
  luaChildren,
  walkLua,
  type LuaBinary,
  type LuaBlock,
  type LuaCall,
  type LuaExpression,
  type LuaFunction,
  type LuaLocal,
  type LuaMember,
  type LuaMethodCall,
  type LuaName,
  type LuaNode,
  type LuaStatement,
  type LuaString,
  type LuaTable,
  type LuaTree,
  type LuaUnary,
} from './lua-tree.ts'
export { parseRcss, parseRcssDeclarations } from './rcss.ts'
export type {
  RcssDeclaration,
  RcssDecorator,
  RcssFontFace,
  RcssItem,
  RcssKeyframes,
  RcssMedia,
  RcssMediaQuery,
  RcssRule,
  RcssSelector,
  RcssSpritesheet,
  RcssTree,
} from './rcss-tree.ts'
export { parseRcssValue, type RcssValue } from './rcss-value.ts'
export { positionsOf, type Position, type SyntaxProblem } from './position.ts'
