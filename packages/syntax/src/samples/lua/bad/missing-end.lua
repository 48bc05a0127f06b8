-- lua-unexpected-token 6
function f()
  if x then
    y()
  end
