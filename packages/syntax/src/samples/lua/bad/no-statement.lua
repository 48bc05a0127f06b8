-- lua-no-statement 3
local a = 1
a.b
