x = 1 + 2 - 3 * 4 / 5 // 6 % 7 ^ -8 .. "s" .. 9
y = a & b | c ~ d << 1 >> 2 == ~e and not f or #g ~= -h
z = a < b, c <= d, e > f, g >= h
t = { 1, 2; three = 3, ["four"] = 4, [5] = 5, f(), ... }
n = { 0x10, 0xA.8p1, 0x.1, 3., .5, 3e-2, 0xffffffffffffffff, 9999999999999999999 }
s = { 'a\'b', "a\"b", "\65\x41\u{1F600}\z
   joined", "line\
break", [[
long]], [==[ ]] ]=] ]==], "\a\b\f\n\r\t\v\\" }
f = function(a, b, ...) return function() return a end end
c = (f)(1)(2)[3].four:five(6)
