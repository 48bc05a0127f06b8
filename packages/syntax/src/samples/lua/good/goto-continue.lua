for i = 1, 10 do
  if i % 2 == 0 then goto continue end
  local odd = i
  print(odd)
  ::continue::
end
repeat
  local done = step()
  do if not done then goto next end end
  report()
  ::next::
until true
