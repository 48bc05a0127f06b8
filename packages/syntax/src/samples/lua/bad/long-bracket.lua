-- lua-bad-long-bracket 2
x = [=x]=]
