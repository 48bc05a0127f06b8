-- lua-assigns-const 3
local limit <const> = 10
limit = 11
