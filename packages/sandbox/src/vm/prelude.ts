/**
 * The part of the platform that is written in Lua, because what it calls may wait: callbacks of `gsub`, and files that are imported.
 * Its frames are left out of tracebacks. What runs is `compiled-prelude.ts`, made of this by scripts/compile-prelude.ts.
 */
export const prelude = `
local substitute, start_substitute, start_matches, step, open_import, end_import, keep_trace, concat, sub = ...
local type, xpcall, error = type, xpcall, error

local function gsub(...)
  local _, _, replacement = ...
  if type(replacement) ~= 'function' then
    local text, count = substitute(...)
    return text, count
  end
  local subject, source, is_anchored, most = start_substitute(...)
  local blocks, pieces, size, count, at, last = {}, {}, 0, 0, 1, 0
  local function visit(first, past, ...)
    if first == nil then return false end
    local value = replacement(...)
    if not value then value = sub(subject, first, past - 1)
    elseif type(value) ~= 'string' and type(value) ~= 'number' then
      error('invalid replacement value (a ' .. type(value) .. ')', 3)
    end
    pieces[size + 1] = sub(subject, at, first - 1)
    pieces[size + 2] = value
    size, count, at, last = size + 2, count + 1, past, past
    if size == 4096 then
      blocks[#blocks + 1] = concat(pieces)
      pieces, size = {}, 0
    end
    return true
  end
  while count < most and visit(step(subject, source, at, last, is_anchored)) do
    if is_anchored then break end
  end
  if count == 0 then return subject, 0 end
  pieces[size + 1] = sub(subject, at)
  blocks[#blocks + 1] = concat(pieces)
  return concat(blocks), count
end

local function gmatch(...)
  local subject, source, at = start_matches(...)
  local last = 0
  local function advance(first, past, ...)
    if first == nil then return nil end
    at, last = past, past
    return ...
  end
  return function()
    return advance(step(subject, source, at, last, false))
  end
end

local results = {}
local function import(...)
  local name, run = open_import(...)
  if run then
    local ok, value = xpcall(run, keep_trace, name)
    end_import(name, ok)
    if not ok then error(value, 0) end
    results[name] = value
  end
  return results[name]
end

return gsub, gmatch, import
`
