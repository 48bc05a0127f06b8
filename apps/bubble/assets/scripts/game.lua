-- The game: a bubble that steers left and right while walls come down.

local frameMs = 16
local radius = 22
-- The speed in dp a frame: slow at the start, a little faster with every gap.
local startSpeed, moreSpeed, topSpeed = 1.9, 0.05, 4.6
-- How loud blowing has to be, how long the bubble floats through walls then, and after how many gaps it can again.
local loudEnough = 0.05
local floatMs = 2500
local gapsToBreath = 5

local model
local context = document.context
local bubble = document:GetElementById("bubble")
local width, height, x, y, speed
-- Where a finger wants the bubble to be, which way a key pushes it, and how far the phone is tilted.
local wanted, push, tilt = nil, 0, 0
local floatLeftMs = 0
local ticking = nil
-- While the person is asked for the microphone, the walls wait.
local isHeld = false

local saved = storage.read("best.json")

local function measure()
	local size = context.dimensions
	width, height = size.x / context.dp_ratio, size.y / context.dp_ratio
	y = height * 0.72
end

local function draw()
	bubble.style.left = string.format("%.1fdp", x)
end

local function stop()
	timer.cancel(ticking)
	ticking = nil
	sensors.accelerometer.stop()
end

local function finish()
	stop()
	local isRecord = model.score > model.best
	if isRecord then
		model.best = model.score
		storage.write("best.json", json.encode({ score = model.score }))
	end
	model.title = "menu.over"
	model.result = isRecord and "menu.record" or "menu.best"
	model.action = "menu.again"
	model.mode = "over"
	print("Game over after " .. model.score .. (model.score == 1 and " gap" or " gaps"))
end

local function showBreath()
	model.can_blow = model.gaps_left == 0
	model.breath = model.can_blow and "game.blow" or "game.later"
end

local function steerOn()
	local target = wanted or x + push * 34 + tilt * 80
	x = math.max(radius, math.min(width - radius, x + (target - x) * 0.18))
	draw()
end

local function step()
	if isHeld then return end
	steerOn()
	if floatLeftMs > 0 then
		floatLeftMs = floatLeftMs - frameMs
		model.is_floating = floatLeftMs > 0
	end
	local passed, isTouched = moveWalls(speed, x, y, radius, width, height, model.score)
	if passed > 0 then
		model.score = model.score + passed
		model.is_even = model.score % 2 == 0
		speed = math.min(topSpeed, speed + moreSpeed * passed)
		if model.gaps_left > 0 then
			model.gaps_left = math.max(0, model.gaps_left - passed)
			showBreath()
		end
	end
	if isTouched and floatLeftMs <= 0 then finish() end
end

local function run()
	model.mode = "playing"
	tilt = 0
	sensors.accelerometer.start(function(data)
		-- Without the sensor there are still fingers and keys.
		tilt = data.x and -data.x / 9.81 or 0
	end, { interval = 32 })
	ticking = timer.every(frameMs, step)
end

local function play()
	if model.mode == "paused" then return run() end
	measure()
	x, speed, floatLeftMs, wanted, push = width / 2, startSpeed, 0, nil, 0
	model.score = 0
	model.gaps_left = 0
	model.is_floating = false
	showBreath()
	startWalls(width, height)
	draw()
	run()
end

local function blow()
	if not model.can_blow then return end
	model.can_blow = false
	model.breath = "game.listening"
	isHeld = true
	listen(function(loud, problem)
		if loud and loud >= loudEnough then
			floatLeftMs = floatMs
			model.is_floating = true
			model.gaps_left = gapsToBreath
			showBreath()
		else
			model.breath = problem or "game.silent"
			-- Trying again helps against silence only.
			model.can_blow = problem == nil
		end
	end)
	isHeld = false
end

function steer(event)
	if event.type == "mousedown" or wanted then wanted = event.parameters.mouse_x / context.dp_ratio end
end

function release()
	wanted = nil
end

function pressKey(event)
	local key = event.parameters.key_identifier
	if key == rmlui.key_identifier.LEFT then push = -1 end
	if key == rmlui.key_identifier.RIGHT then push = 1 end
end

function releaseKey()
	push = 0
end

function pause()
	if not ticking then return end
	stop()
	model.title = "menu.paused"
	model.result = "menu.best"
	model.action = "menu.go_on"
	model.mode = "paused"
end

model = context:OpenDataModel("game", {
	mode = "menu",
	title = "app.title",
	result = "menu.best",
	action = "menu.play",
	breath = "game.blow",
	score = 0,
	best = saved and json.decode(saved).score or 0,
	gaps_left = 0,
	can_blow = true,
	is_even = true,
	is_floating = false,
	play = play,
	blow = blow,
})
measure()
x = width / 2
draw()
