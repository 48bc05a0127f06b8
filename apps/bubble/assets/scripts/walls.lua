-- Walls with a gap that come down one after the other. A few elements are enough: the lowest becomes the next one on top.

local count = 4
local thickness = 18
-- How far a wall stands out at the side of the screen, so that it is round at the gap only.
local beyond = 12
local walls = {}

local function add(parent, class)
	local element = parent:AppendChild(document:CreateElement("div"))
	element.class_name = class
	return element
end

local function makeWall()
	local row = add(document:GetElementById("walls"), "wall")
	return { row = row, left = add(row, "part"), right = add(row, "part") }
end

local function place(wall, y)
	wall.y = y
	wall.row.style.top = string.format("%.1fdp", y)
end

-- The gap gets narrower with the score, but never too narrow; the first one is near the middle.
local function renew(wall, y, width, score)
	local gap = math.max(96, width * 0.5 - score * 2.5)
	local chance = score == 0 and 0.3 + math.random() * 0.4 or math.random()
	wall.from = chance * (width - gap)
	wall.to = wall.from + gap
	wall.isPassed = false
	wall.row:SetClass("passed", false)
	wall.left.style.left = string.format("%ddp", -beyond)
	wall.left.style.width = string.format("%.1fdp", wall.from + beyond)
	wall.right.style.left = string.format("%.1fdp", wall.to)
	wall.right.style.width = string.format("%.1fdp", width - wall.to + beyond)
	place(wall, y)
end

function startWalls(width, height)
	for number = 1, count do
		walls[number] = walls[number] or makeWall()
		renew(walls[number], (1 - number) * height / count - thickness, width, number - 1)
	end
end

-- Moves all walls down; answers how many the bubble passed, and whether it touches one.
function moveWalls(distance, x, y, radius, width, height, score)
	local passed, isTouched = 0, false
	for _, wall in ipairs(walls) do
		if wall.y + distance > height then
			renew(wall, wall.y + distance - height - thickness, width, score + count)
		else
			place(wall, wall.y + distance)
		end
		local isBeside = wall.y + thickness > y - radius and wall.y < y + radius
		if isBeside and (x - radius < wall.from or x + radius > wall.to) then isTouched = true end
		if not wall.isPassed and wall.y > y + radius then
			wall.isPassed = true
			wall.row:SetClass("passed", true)
			passed = passed + 1
		end
	end
	return passed, isTouched
end
