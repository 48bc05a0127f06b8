-- lua-unexpected-token 3
print(1, 2
local a = 3
