-- lua-unfinished-string 2
x = [==[ a ]=]
