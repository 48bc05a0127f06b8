self, _ENV, _G, arg = 1, 2, 3, 4
local _ENV = { print = print }
print(undefined_global)
_, __x, andy, ended, nothing = 1
