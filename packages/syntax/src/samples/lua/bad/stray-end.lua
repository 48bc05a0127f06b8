-- lua-unexpected-token 2
end
local a = 1
