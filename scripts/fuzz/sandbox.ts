import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { endless, refused } from '../../packages/sandbox/test/attack-programs.ts'
import { startWorld } from '../../packages/sandbox/test/world.ts'
import { changeText, wordsOf } from './change-text.ts'
import type { Random } from './random.ts'
import type { FuzzTarget, Reading } from './target.ts'

const maxBytes = 16_384
/** Small enough that many programs run in a second. */
const limits = { eventInstructions: 200_000, eventWallMs: 200, timerInstructions: 50_000, memoryBytes: 4_194_304 }
const stillWorks = `local t = { 3, 1, 2 } table.sort(t) return table.concat(t, ' ') .. ('abc'):gsub('b', string.upper)`

/** What an app may be allowed, so that every module can be reached. */
const declared = (
  'storage network.internet network.websocket camera microphone location.coarse location.fine contacts.read contacts.write ' +
  'bluetooth sensors.body clipboard.read clipboard.write system.notifications'
).split(' ')

/** Runs a program, lets its timers run, and looks whether everything is still as it should be. */
async function read(program: string): Promise<Reading> {
  const names = Object.getOwnPropertyNames(Object.prototype).join()
  const { sandbox, clock, run, stopReasons } = await startWorld({ limits, declared, granted: declared })
  sandbox.noteGesture()
  // A handler may wait for what never comes; the app's end ends it.
  const outcome = run(program)
  clock.advance(1000)
  await nextTurn()
  clock.advance(60_000)
  await nextTurn()
  const { memoryBytes, peakMemoryBytes } = sandbox.usage()
  assert.ok(memoryBytes <= limits.memoryBytes && peakMemoryBytes <= limits.memoryBytes, 'more memory than there is')
  assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), names, 'the prototype of all objects was changed')
  const isStopped = sandbox.mustStop !== undefined
  assert.equal(stopReasons.length, isStopped ? 1 : 0)
  if (!isStopped) {
    const after = await run(stillWorks)
    // What an app does to its own libraries is its own affair; the Lua state must still run.
    assert.ok(after.ok || /^(?:lua\.|limit\.memory)/.test(after.error.code), JSON.stringify(after))
  }
  await sandbox.stop()
  const ended = await outcome
  if (ended.ok) return { way: inspect(ended.values[0]), isAccepted: true }
  return { way: ended.error.message.replace(/\d+|"[^"]*"|'[^']*'/g, '').slice(0, 60), isAccepted: false }
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

const programs = [...Object.values(endless), ...Object.values(refused).map(([program]) => program)].map((program) =>
  Buffer.from(program),
)

/** Functions that apps can call, as a program that asks the platform itself would list them. */
async function listFunctions(): Promise<string[]> {
  const { sandbox, values } = await startWorld({ declared })
  const [text = ''] = await values(`
    local found = {}
    local function walk(prefix, values, depth)
      for name, value in pairs(values) do
        if type(value) == 'function' then found[#found + 1] = prefix .. name end
        if type(value) == 'table' and depth < 3 and value ~= _G then walk(prefix .. name .. '.', value, depth + 1) end
      end
    end
    walk('', _G, 0)
    table.sort(found)
    return table.concat(found, ' ')`)
  await sandbox.stop()
  assert.equal(typeof text, 'string')
  return (text as string).split(' ')
}

const functions = await listFunctions()
const numbers = [
  '0',
  '-1',
  '1',
  '2^53',
  '-2^63',
  'math.huge',
  '-math.huge',
  '0/0',
  '1e308',
  '0.5',
  '65537',
  'math.mininteger',
]
const texts = [
  `''`,
  `'x'`,
  `('x'):rep(70000)`,
  `'\\0'`,
  `'../../etc/passwd'`,
  `'\\xff\\xfe'`,
  `'__proto__'`,
  `'https://127.0.0.1/'`,
]
const things = [
  'nil',
  'true',
  '{}',
  '_G',
  'print',
  'json.null',
  'function() end',
  'function() error({}) end',
  'loop',
  '{ loop }',
]

/** A value of any kind, also nested. */
function anyValue(random: Random, depth = 0): string {
  const kind = random.below(depth > 2 ? 3 : 5)
  if (kind === 0) return random.pick(numbers)
  if (kind === 1) return random.pick(texts)
  if (kind === 2) return random.pick(things)
  const names = [
    'url',
    'method',
    'headers',
    'body',
    'timeout',
    'interval',
    'title',
    'name',
    'limit',
    '[1]',
    '["\\0"]',
    'x',
  ]
  const fields = Array.from({ length: random.below(4) }, () => `${random.pick(names)} = ${anyValue(random, depth + 1)}`)
  return kind === 3 ? `{ ${fields.join(', ')} }` : random.pick(functions)
}

function anyCall(random: Random): string {
  const list = Array.from({ length: random.below(5) }, () => anyValue(random)).join(', ')
  const call = `pcall(${random.pick(functions)}${list === '' ? '' : `, ${list}`})`
  if (random.percent(70)) return call
  // What was given back is used once more: sockets, databases, watches.
  const method = random.pick(['on', 'send', 'close', 'exec', 'query', 'prepare', 'bind'])
  return `pcall(function() local ok, it = ${call} return it:${method}(${anyValue(random)}, ${anyValue(random)}) end)`
}

/** Calls of the platform with arguments that nobody in their right mind would give. */
function changeCalls(input: Buffer, other: Buffer, random: Random): Buffer {
  const lines = input.toString().split('\n')
  const others = other.toString().split('\n')
  for (let times = 1 + random.below(4); times > 0; times -= 1) {
    const at = random.below(lines.length + 1)
    if (random.percent(60)) lines.splice(at, 0, anyCall(random))
    else if (random.percent(50) && lines.length > 1) lines.splice(at, 1)
    else lines.splice(at, 0, random.pick(others))
  }
  return Buffer.from(lines.slice(0, 40).join('\n'))
}

/** The calls of a program, one a line, with the codes of what was refused as its result. */
const toProgram = (calls: string) => `
  local loop, codes, seen = {}, {}, {}
  loop[1] = loop
  local function keep(ok, failure, message)
    local text = ok and message or failure
    local code = type(text) == 'string' and text:match('^[a-z_]+%.[a-z_]+') or type(failure)
    if not seen[code] then seen[code] = true codes[#codes + 1] = code end
  end
${calls
  .split('\n')
  .map((call) => `  keep(${call})`)
  .join('\n')}
  table.sort(codes)
  return table.concat(codes, ' ')`

const words = wordsOf([...programs, Buffer.from(functions.join(' '))])

export const sandboxTargets: readonly FuzzTarget[] = [
  {
    name: 'sandbox-lua',
    starts: programs,
    maxBytes,
    change: (input, other, random) => changeText(input, other, random, words, maxBytes),
    read: (input) => read(input.toString('utf8')),
  },
  {
    name: 'sandbox-calls',
    starts: functions.map((name) => Buffer.from(`pcall(${name})`)),
    maxBytes,
    change: changeCalls,
    read: (input) => read(toProgram(input.toString('utf8'))),
  },
]
