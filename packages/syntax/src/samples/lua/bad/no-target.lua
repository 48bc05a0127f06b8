-- lua-no-target 2
f() = 1
