-- lua-unexpected-token 3
return 1
print(2)
