-- lua-unknown-attribute 2
local a <final> = 1
