-- Every kind of statement.
local a, b <const>, c <close> = 1, "two", nil;
local function add(x, y, ...) return x + y, ... end
function object.path.to(value) return value end
function object.path:method(...) return self, select("#", ...) end
do local a = a end
while a < 10 do a = a + 1 if a == 5 then break end end
repeat local last = next_line() until last == nil
for i = 10, 1, -1 do print(i) end
for key, value in pairs({ x = 1 }) do print(key, value) end
if a then b() elseif c then d() else e() end
x, y.z, t[1] = y, z, x
f "text" { field = 1 } :method [[long]] ()
;;;
goto finish
::again:: ;
do goto again end
::finish::
return a, b, c;
