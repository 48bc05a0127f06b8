-- lua-no-statement 2
größe = 1
