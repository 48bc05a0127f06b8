-- lua-label-twice 3
::a:: b()
::a:: c()
