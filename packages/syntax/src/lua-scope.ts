import type { LuaLocal } from './lua-tree.ts'

/** Told about a use of names that Lua refuses. */
export type OnBadName = (code: string, offset: number, message: string) => void

/** What a block of statements has declared so far. */
interface Block {
  isLoop: boolean
  locals: LuaLocal[]
  activeBefore: number
  registersBefore: number
  labels: Set<string>
  /** Jumps whose label has not been seen, with the number of variables that were active at each. */
  jumps: Map<string, { offset: number; active: number }[]>
}

interface FunctionScope {
  isVararg: boolean
  blocks: Block[]
  /** Active variables, the unnamed ones of loops included. */
  active: number
  /** Registers of the machine that are in use, by variables and by values that wait. */
  registers: number
  /** Variables of outer functions; null is the table of globals. */
  upvalues: Set<LuaLocal | null>
}

// Lua's own limits: MAXVARS of lparser.c, MAXUPVAL of lfunc.h, MAXREGS of lcode.c.
const maxLocals = 200
const maxUpvalues = 255
const maxRegisters = 255

/** Which variable each name means, and what Lua demands of names, labels and jumps. */
export type LuaScope = ReturnType<typeof createLuaScope>

/** Follows functions and blocks while they are read. Starts inside no function. */
export function createLuaScope(onBad: OnBadName) {
  const functions: FunctionScope[] = []
  const visible = new Map<string, { local: LuaLocal; depth: number }[]>()

  return {
    enterFunction(isVararg: boolean): void {
      functions.push({ isVararg, blocks: [], active: 0, registers: 0, upvalues: new Set() })
    },

    leaveFunction(): void {
      functions.pop()
    },

    isVararg(): boolean {
      return current().isVararg
    },

    enterBlock(isLoop: boolean): void {
      const { blocks, active, registers } = current()
      const block = { activeBefore: active, registersBefore: registers, labels: new Set<string>(), jumps: new Map() }
      blocks.push({ isLoop, locals: [], ...block })
    },

    leaveBlock(): void {
      const scope = current()
      const block = scope.blocks.pop()!
      for (const { name } of block.locals) visible.get(name)!.pop()
      scope.active = block.activeBefore
      scope.registers = block.registersBefore
      const outer = scope.blocks.at(-1)
      for (const [name, jumps] of block.jumps) {
        for (const { offset } of jumps) {
          if (outer) addJump(outer, name, offset, block.activeBefore)
          else onBad('lua-no-label', offset, `Write "::${name}::" where this goto leads: no such label is in reach`)
        }
      }
    },

    /** Makes a variable visible from here to the end of the block. */
    declare(local: LuaLocal): void {
      const scope = current()
      scope.blocks.at(-1)!.locals.push(local)
      const declared = { local, depth: functions.length }
      const stack = visible.get(local.name)
      if (stack) stack.push(declared)
      else visible.set(local.name, [declared])
      addActive(scope, 1, isCompileTimeConstant(local) ? 0 : 1, local.offset)
    },

    /** Counts the variables without a name that a loop keeps. */
    declareHidden(count: number, offset: number): void {
      addActive(current(), count, count, offset)
    },

    /** The variable a name means, or null for a global. */
    resolve(name: string, offset: number): LuaLocal | null {
      const found = visible.get(name)?.at(-1) ?? visible.get('_ENV')?.at(-1)
      if (found && isCompileTimeConstant(found.local)) return found.local.name === name ? found.local : null
      captureFrom(found?.depth ?? 0, found?.local ?? null, offset)
      return found?.local.name === name ? found.local : null
    },

    /** Whether a variable lies in a register of the function that is being read. */
    isInRegister(local: LuaLocal | null): boolean {
      if (!local || isCompileTimeConstant(local)) return false
      return visible.get(local.name)?.at(-1)?.depth === functions.length
    },

    jump(name: string, offset: number): void {
      const { blocks, active } = current()
      // A label that stands above is in reach from everywhere further in, whatever was declared since.
      if (!blocks.some((block) => block.labels.has(name))) addJump(blocks.at(-1)!, name, offset, active)
    },

    jumpOutOfLoop(offset: number): void {
      if (current().blocks.some((block) => block.isLoop)) return
      onBad('lua-break-outside-loop', offset, 'Remove this "break": it stands in no loop')
    },

    /** A label; one that ends its block counts as standing before the block's variables. */
    label(name: string, offset: number, endsBlock: boolean): void {
      const { blocks, active } = current()
      if (blocks.some((block) => block.labels.has(name))) {
        onBad('lua-label-twice', offset, `Rename this label: "${name}" is there already`)
      }
      const block = blocks.at(-1)!
      block.labels.add(name)
      const activeHere = endsBlock ? block.activeBefore : active
      for (const jump of block.jumps.get(name) ?? []) {
        if (jump.active >= activeHere) continue
        onBad('lua-jump-into-scope', jump.offset, `Declare local variables before this "goto ${name}", not after it`)
      }
      block.jumps.delete(name)
    },

    /** Takes registers for values that wait while others are computed. */
    hold(count: number, offset: number): void {
      addActive(current(), 0, count, offset)
    },

    held(): number {
      return current().registers
    },

    /** Gives registers back, down to a number that `held` told earlier. */
    releaseTo(held: number): void {
      current().registers = held
    },
  }

  function current(): FunctionScope {
    return functions.at(-1)!
  }

  function addActive(scope: FunctionScope, variables: number, registers: number, offset: number): void {
    const before = { active: scope.active, registers: scope.registers }
    scope.active += variables
    scope.registers += registers
    if (scope.active > maxLocals && before.active <= maxLocals) {
      onBad('lua-too-many-locals', offset, tooMany('local variables at once in a function', maxLocals))
    }
    if (scope.registers >= maxRegisters && before.registers < maxRegisters) {
      onBad('lua-too-many-registers', offset, tooMany('values that wait at once in a function', maxRegisters - 1))
    }
  }

  function captureFrom(depth: number, local: LuaLocal | null, offset: number): void {
    for (let index = functions.length - 1; index >= depth; index--) {
      const { upvalues } = functions[index]!
      if (upvalues.has(local)) return
      upvalues.add(local)
      if (upvalues.size !== maxUpvalues + 1) continue
      onBad('lua-too-many-upvalues', offset, tooMany('variables of outer functions in one function', maxUpvalues))
    }
  }
}

function addJump({ jumps }: Block, name: string, offset: number, active: number): void {
  const list = jumps.get(name)
  if (list) list.push({ offset, active })
  else jumps.set(name, [{ offset, active }])
}

/** A `<const>` variable with a written value has no place of its own: Lua puts the value wherever it is used. */
function isCompileTimeConstant({ attribute, value }: LuaLocal): boolean {
  if (attribute !== 'const' || !value) return false
  return ['nil', 'true', 'false', 'number', 'string'].includes(value.kind)
}

function tooMany(what: string, limit: number): string {
  return `Use fewer ${what}: Lua allows ${limit}`
}
