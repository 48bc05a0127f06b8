/** Programs for any Lua 5.4; each ends with a value that shows that it was really run. */
export const programs: Readonly<Record<string, string>> = {
  fib: `
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
return fib(30)`,
  'n-body': `
local bodies = {
  { x = 0, y = 0, z = 0, vx = 0, vy = 0, vz = 0, mass = 39.47 },
  { x = 4.84, y = -1.16, z = -0.10, vx = 0.6, vy = 2.81, vz = -0.02, mass = 0.037 },
  { x = 8.34, y = 4.12, z = -0.40, vx = -1.01, vy = 1.82, vz = 0.008, mass = 0.011 },
  { x = 12.89, y = -15.11, z = -0.22, vx = 1.08, vy = 0.86, vz = -0.01, mass = 0.0017 },
  { x = 15.37, y = -25.9, z = 0.17, vx = 0.97, vy = 0.59, vz = -0.034, mass = 0.002 },
}
local sqrt = math.sqrt
for _ = 1, 60000 do
  for i = 1, #bodies do
    local a = bodies[i]
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      local distance = sqrt(dx * dx + dy * dy + dz * dz)
      local pull = 0.01 / (distance * distance * distance)
      a.vx, a.vy, a.vz = a.vx - dx * b.mass * pull, a.vy - dy * b.mass * pull, a.vz - dz * b.mass * pull
      b.vx, b.vy, b.vz = b.vx + dx * a.mass * pull, b.vy + dy * a.mass * pull, b.vz + dz * a.mass * pull
    end
  end
  for i = 1, #bodies do
    local a = bodies[i]
    a.x, a.y, a.z = a.x + 0.01 * a.vx, a.y + 0.01 * a.vy, a.z + 0.01 * a.vz
  end
end
return string.format('%.3f', bodies[1].x)`,
  strings: `
local total = 0
for round = 1, 400 do
  local parts = {}
  for i = 1, 200 do parts[i] = 'item ' .. i .. ' of ' .. round end
  total = total + #table.concat(parts, ', '):upper():sub(2):rep(2)
end
return total`,
  sort: `
local seed, sum = 42, 0
for _ = 1, 12 do
  local list = {}
  for i = 1, 4000 do seed = (seed * 48271) % 2147483647 list[i] = seed end
  table.sort(list)
  table.sort(list, function(a, b) return a > b end)
  sum = sum + list[1]
end
return sum`,
}

const subject = `local text = ('The quick brown fox (aged 7) jumps; over the lazy dog, 42 times. '):rep(400)\nlocal count = 0\n`
const times = 12

/** Five kinds of patterns. */
export const patterns: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'a letter class': `text:gsub('%a+', 'x')`,
    'a set': `text:gsub('[%w_]+', '<%0>')`,
    'what is not in a set': `text:gsub('[^;]+', '')`,
    captures: `text:gsub('(%a+) (%a+)', '%2 %1')`,
    'a function': `text:gsub('%d+', function(digits) return digits + 1 end)`,
  }).map(([name, call]) => [
    name,
    `${subject}for _ = 1, ${times} do local _, n = ${call} count = count + n end\nreturn count`,
  ]),
)
