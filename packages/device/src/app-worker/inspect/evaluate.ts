import { SandboxError, type Sandbox } from '@mosis/sandbox'
import type { EvalAnswer } from '../../inspect.ts'

const path = 'prompt'

/** Writes values as Lua would, cut where they are deep or long. One line, so that the lines of errors are those of the code. */
const writer = `
local write
write = function(value, depth, seen)
  if type(value) == "string" then return string.format("%q", value) end
  if type(value) ~= "table" then return tostring(value) end
  if seen[value] then return "{(again)}" end
  if depth > 3 then return "{...}" end
  seen[value] = true
  local parts, count = {}, #value
  for index = 1, math.min(count, 100) do parts[index] = write(value[index], depth + 1, seen) end
  for key, item in pairs(value) do
    if not (math.type(key) == "integer" and key >= 1 and key <= count) then
      if #parts >= 100 then parts[#parts + 1] = "..." break end
      local name = type(key) == "string" and key:match("^[%a_][%w_]*$") or "[" .. write(key, depth + 1, seen) .. "]"
      parts[#parts + 1] = name .. " = " .. write(item, depth + 1, seen)
    end
  end
  seen[value] = nil
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end
local list = function(...)
  local parts = {}
  for index = 1, select("#", ...) do parts[index] = write((select(index, ...)), 0, {}) end
  return table.concat(parts, "\\t")
end
`.replaceAll('\n', ' ')

/** Runs Lua in the app as a handler would, and answers what came of it. An expression needs no `return`. */
export async function evaluate(sandbox: Sandbox, code: string): Promise<EvalAnswer> {
  const body = isReadable(sandbox, `return ${code}`) ? `return ${code}` : code
  const outcome = await sandbox.runFile(path, `${writer} return list((function() ${body}\nend)())`, 'event', {
    name: path,
  })
  if (!outcome.ok) return { ok: false, message: outcome.error.message, traceback: outcome.error.traceback }
  const [text] = outcome.values
  if (typeof text === 'string') return { ok: true, text }
  // Strings that are no text arrive as bytes.
  return { ok: true, text: text instanceof Uint8Array ? new TextDecoder().decode(text) : '' }
}

function isReadable(sandbox: Sandbox, code: string): boolean {
  try {
    sandbox.compileHandler(code, [], path).release()
    return true
  } catch (error) {
    if (error instanceof SandboxError && error.code === 'lua.syntax') return false
    throw error
  }
}
