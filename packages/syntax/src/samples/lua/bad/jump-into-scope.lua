-- lua-jump-into-scope 3
repeat
  goto continue
  local x = f()
  ::continue::
until x
