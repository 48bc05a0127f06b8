-- lua-no-label 2
goto done
do ::done:: end
