-- What makes the night sky: stars where chance puts them, and the drops of a bubble that bursts.

local function add(parent, class)
	local element = parent:AppendChild(document:CreateElement("div"))
	element.class_name = class
	return element
end

local stars = document:GetElementById("stars")
for number = 1, 26 do
	local star = add(stars, number % 5 == 0 and "star large" or "star")
	star.style.left = string.format("%.1f%%", math.random() * 100)
	star.style.top = string.format("%.1f%%", math.random() * 62)
end

local drops = document:GetElementById("drops")
for number = 1, 9 do
	local spoke = add(drops, "spoke")
	spoke.style.transform = string.format("rotate( %ddeg )", number * 40)
	add(spoke, "drop")
end
