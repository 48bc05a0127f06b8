-- lua-assigns-const 3
local limit <const> = f()
function g() limit = 2 end
