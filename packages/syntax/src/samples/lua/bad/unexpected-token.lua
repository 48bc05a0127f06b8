-- lua-unexpected-token 3
local a = 1
if a the a = 2 end
