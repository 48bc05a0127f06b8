// Programs of somebody who wants to get out, to take everything, or never to end. Tests run them as they are; the fuzzer changes them.

/** What must end in a cut-off. */
export const endless: Record<string, string> = {
  'a loop': 'while true do end',
  'a goto': '::again:: goto again',
  'a loop that catches': 'while true do pcall(function() while true do end end) end',
  'pcall of itself': 'local function f() while true do pcall(f) end end f()',
  'pcall of pcall': 'local function f() while true do pcall(pcall, pcall, pcall, f) end end f()',
  'a loop in a message handler': 'local function h() while true do end end while true do xpcall(error, h) end',
  'a message handler that catches':
    'local function h() pcall(function() while true do end end) end while true do xpcall(error, h) end',
  'a message handler that fails': 'local function h(e) error(e) end while true do xpcall(error, h, 1) end',
  'memory errors caught for ever':
    'local t = {} while true do pcall(function() while true do t[#t + 1] = ("x"):rep(1e5) .. #t end end) end',
  'stack overflows caught for ever': 'local function f() return 1 + f() end while true do pcall(f) end',
  'refused stacks caught for ever': 'while true do pcall(table.unpack, {}, 1, 150000) end',
  'errors caught for ever': 'while true do pcall(function() return {} + 1 end) end',
  'a comparator': 'table.sort({ 3, 2, 1 }, function() while true do end end)',
  'sorting with a comparator':
    'local t = {} for i = 1, 1e4 do t[i] = i % 97 end while true do table.sort(t, function(a, b) return a < b end) end',
  'sorting without one': 'local t = {} for i = 1, 2e4 do t[i] = i * 7919 % 20011 end while true do table.sort(t) end',
  'sorting one long string many times': 'local s, t = ("x"):rep(1e6), {} for i = 1, 2e4 do t[i] = s end table.sort(t)',
  'a gsub callback': 'local s = ("x"):rep(1000) while true do s:gsub(".", function() for i = 1, 100 do end end) end',
  'a pattern that goes back once': 'return ("a"):rep(1e6):find(".-b")',
  'a pattern that goes back often': 'return ("a"):rep(30000):find((".-"):rep(8) .. "b")',
  'an exponential pattern': 'return ("a"):rep(30):gsub(("a?"):rep(30) .. ("a"):rep(30), "")',
  'a balance': 'local s = ("("):rep(1e6) return s:find("%b()")',
  'a search for a long text': 'return ("a"):rep(500000):find(("a"):rep(200000) .. "b", 1, true)',
  'a pattern of a megabyte': 'while true do ("x"):find(("[a-z]"):rep(200000)) end',
  'joining long strings': 'local s = ("x"):rep(1e6) while true do local t = s .. "y" end',
  repeating: 'while true do local s = ("x"):rep(1e6) end',
  reversing: 'local s = ("x"):rep(1e6) while true do s:reverse() end',
  'upper case': 'local s = ("x"):rep(1e6) while true do s:upper() end',
  'reading numbers': 'local s = ("1"):rep(1e6) while true do tonumber(s, 36) end',
  'writing numbers': 'while true do tostring(1.5e300) end',
  'formatting numbers': 'while true do string.format("%.99f", 1e308) end',
  packing: 'while true do string.pack("s", ("x"):rep(1e5)) end',
  'counting characters': 'local s = ("x"):rep(1e6) while true do utf8.len(s) end',
  'finding characters': 'local s = ("x"):rep(1e6) while true do utf8.offset(s, -1e6) end',
  'comparing strings': 'local a, b = ("x"):rep(1e6) .. "a", ("x"):rep(1e6) .. "b" while true do local c = a < b end',
  'comparing for equality':
    'local a, b = ("x"):rep(1e6) .. "a", ("x"):rep(1e6) .. "b" while true do local c = a == b end',
  'inserting in front':
    'local t = {} for i = 1, 5e4 do t[i] = i end while true do table.insert(t, 1, 1) table.remove(t) end',
  'removing from the front':
    'local t = {} for i = 1, 5e4 do t[i] = i end while true do table.remove(t, 1) t[#t + 1] = 1 end',
  moving: 'local t = {} while true do table.move(t, 1, 99999, 2) end',
  'walking over what was deleted':
    'local t = {} for i = 1, 3e4 do t["k" .. i] = i end for i = 1, 3e4 do t["k" .. i] = nil end while true do next(t) end',
  'making closures': 'local t = {} while true do local n = 0 t[1] = function() n = n + 1 end end',
  'reading JSON': 'local s = "[" .. ("1,"):rep(20000) .. "1]" while true do json.decode(s) end',
  'writing JSON': 'local t = {} for i = 1, 1000 do t[i] = { i } end while true do json.encode(t) end',
  printing: 'while true do print(("x"):rep(8000)) end',
  digests: 'local s = ("x"):rep(1e6) while true do crypto.sha512(s) end',
  'random bytes': 'while true do crypto.random(65536) end',
  base64: 'local s = ("x"):rep(7e5) while true do base64.encode(s) end',
  'writing files': 'local i = 0 while true do i = i + 1 storage.write("a" .. i, "x") end',
  'listing files': 'while true do storage.list("") end',
  'opening requests': 'while true do pcall(network.websocket, "wss://example.com/") end',
}

/** What must end by itself, with these results. */
export const refused: Record<string, [program: string, ...results: unknown[]]> = {
  'recursion without end': [
    'local function f(n) return 1 + f(n + 1) end return pcall(f, 1)',
    false,
    'limit.table: table too large (131,072 entries) or calls too deep',
  ],
  'recursion through pcall': [
    'local n = 0 local function f() n = n + 1 local ok, e = pcall(f) if not ok then error(e, 0) end end local ok, e = pcall(f) return n > 150, e',
    true,
    'C stack overflow',
  ],
  'recursion through sort': [
    'local n = 0 local function f() n = n + 1 table.sort({ 1, 2, 3 }, f) end local ok, e = pcall(f) return n > 150, e',
    true,
    'C stack overflow',
  ],
  'recursion through xpcall’s handler': [
    'local function f() return (select(2, xpcall(error, f))) end return (pcall(f))',
    true,
  ],
  'message handlers that hold a buffer in every frame': [
    'local ends = {} for _, h in ipairs({ table.concat, string.pack, utf8.char, string.char, string.format, string.rep }) do ' +
      'ends[#ends + 1] = (xpcall(0.5, h)) ends[#ends + 1] = (xpcall(error, function(m) return h(m, {}, {}) end)) end ' +
      'return #ends',
    12,
  ],
  'a comparator that lies': [
    'local t = {} for i = 1, 1e3 do t[i] = i % 97 end return pcall(table.sort, t, function() return true end)',
    false,
    'invalid order function for sorting',
  ],
  'many open captures': ['return pcall(string.find, "x", ("("):rep(300))', false, 'too many captures'],
  'a pattern that nests': [
    'return pcall(string.find, ("x"):rep(3e5), ("x?"):rep(1000) .. "y")',
    false,
    'pattern too complex',
  ],
  'repeating nothing very often': ['return (""):rep(1e15)', ''],
  'repeating a letter very often': [
    'return pcall(string.rep, "x", 1e15)',
    false,
    'limit.string: string too long (1 MB)',
  ],
  'repeating a separator very often': [
    'return pcall(string.rep, "", 1e15, "x")',
    false,
    'limit.string: string too long (1 MB)',
  ],
  'moving very many elements': [
    'return pcall(table.move, {}, 1, 2^53 - 10, 2)',
    false,
    'too many elements to move (at most 100,000)',
  ],
  'unpacking very many elements': ['return pcall(table.unpack, {}, 1, 1e7)', false, 'too many results to unpack'],
  'joining far behind the end': [
    'return pcall(table.concat, {}, "", 1, 2^53)',
    false,
    "invalid value (nil) at index 1 in table for 'concat'",
  ],
  'code points of a megabyte': ['return (pcall(utf8.codepoint, ("a"):rep(1e6), 1, -1))', false],
  'bytes of a megabyte': ['return (pcall(string.byte, ("a"):rep(1e6), 1, -1))', false],
  'JSON nested without end': [
    'local t = {} t[1] = t return pcall(json.encode, t)',
    false,
    'json.invalid_value: Cannot encode a table that contains itself',
  ],
  'JSON text nested without end': [
    'return (select(2, json.decode(("["):rep(1e5)))):match("^[%w%.:]+")',
    'json.syntax:',
  ],
  'source nested without end': ['return 1', 1],
}
