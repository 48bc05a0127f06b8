-- lua-unexpected-token 2
local goto = 1
