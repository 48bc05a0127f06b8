-- lua-break-outside-loop 3
while a do b() end
break
