-- The weather from Open-Meteo's public service. The last answer of each city is kept, so a start without network shows it.

local address = "https://api.open-meteo.com/v1/forecast?latitude=%.2f&longitude=%.2f"
	.. "&current=temperature_2m,weather_code,wind_speed_10m,is_day"
	.. "&hourly=temperature_2m,weather_code,is_day&forecast_hours=12"
	.. "&daily=temperature_2m_max,temperature_2m_min,weather_code&forecast_days=5&timezone=auto"

-- What stands where no weather is known.
local faces = {
	welcome = { icon = "cloud", text = "face.welcome", action = "button.show" },
	asking = { icon = "cloud", text = "message.asking", action = "button.again" },
	offline = { icon = "wifi", text = "face.offline", action = "button.again" },
	failed = { icon = "warning", text = "face.failed", action = "button.again" },
	denied = { icon = "lock", text = "face.denied", action = "button.again" },
}

local city = cities[1]
local isNew = true
local model

local function round(value)
	return string.format("%.0f", value)
end

local function toHours(hourly)
	local hours = {}
	for index, time in ipairs(hourly.time) do
		local _, icon = skyOf(hourly.weather_code[index], hourly.is_day[index] == 0)
		hours[index] = { time = time:match("T(%d%d:%d%d)"), icon = icon, temperature = round(hourly.temperature_2m[index]) }
	end
	return hours
end

-- Each day with a bar: where its temperatures lie between the lowest and the highest of all days.
local function toDays(daily)
	local lows, highs = daily.temperature_2m_min, daily.temperature_2m_max
	local lowest, highest = math.min(table.unpack(lows)), math.max(table.unpack(highs))
	local all = math.max(1, highest - lowest)
	local days = {}
	for index, date in ipairs(daily.time) do
		local _, icon = skyOf(daily.weather_code[index], false)
		days[index] = {
			name = index == 1 and "day.today" or weekdayOf(date),
			icon = icon,
			low = round(lows[index]),
			high = round(highs[index]),
			left = round((lows[index] - lowest) / all * 100) .. "%",
			width = round(math.max(8, (highs[index] - lows[index]) / all * 100)) .. "%",
		}
	end
	return days
end

local function show(answer)
	local now = answer.current
	local isNight = now.is_day == 0
	local sky, icon = skyOf(now.weather_code, isNight)
	model.now = {
		temperature = round(now.temperature_2m) .. " °C",
		sky = "sky." .. sky,
		icon = icon,
		look = isNight and "night" or sky,
		wind = round(now.wind_speed_10m),
	}
	model.hours = answer.hourly and toHours(answer.hourly) or {}
	model.days = answer.daily and toDays(answer.daily) or {}
	model.is_known = true
end

local function cacheFile()
	return "cache/" .. crypto.md5(city.name) .. ".json"
end

local function showKept()
	model.city_name = city.name
	model.is_known = false
	local kept = storage.read(cacheFile())
	if kept then show(json.decode(kept)) end
end

-- A bad day: what is known stays, with a word that it is old; without anything known the whole face says so.
local function showTrouble(name)
	model.is_asking = false
	model.face = faces[name]
	model.message = model.is_known and "message." .. name or ""
end

-- Throws when the answer is not what was asked for.
local function read(body)
	local answer = json.decode(body)
	local kept = { current = answer.current, hourly = answer.hourly, daily = answer.daily }
	show(kept)
	storage.write(cacheFile(), json.encode(kept))
end

function update()
	local asked = city
	model.is_asking = true
	model.face = faces.asking
	model.message = model.is_known and "message.asking" or ""
	if not permissions.request("network.internet") then return showTrouble("denied") end
	storage.write("city.json", json.encode({ name = city.name }))
	local response = network.request({
		url = string.format(address, city.latitude, city.longitude),
		method = "GET",
		timeout = 10000,
	})
	-- Another city may have been chosen while this answer was on its way.
	if city ~= asked then return end
	if response.error then
		print("No weather for " .. city.name .. ": " .. response.error)
		return showTrouble("offline")
	end
	local isGood, problem = pcall(read, response.body)
	if response.status ~= 200 or not isGood then
		print("No weather for " .. city.name .. ": status " .. response.status .. (isGood and "" or ", " .. tostring(problem)))
		return showTrouble("failed")
	end
	model.is_asking = false
	model.message = "message.fresh"
	print("Weather for " .. city.name .. ": " .. model.now.temperature)
end

-- The first time a person reads why before anything is asked; from then on the weather is asked for at once.
function begin()
	if not isNew then update() end
end

local saved = storage.read("city.json")
local chosen = 0
if saved then
	isNew = false
	local name = json.decode(saved).name
	for index, each in ipairs(cities) do
		if each.name == name then city, chosen = each, index - 1 end
	end
end

model = document.context:OpenDataModel("weather", {
	cities = cities,
	city = chosen,
	city_name = "",
	now = { temperature = "", sky = "sky.clear", icon = "sun", look = "clear", wind = "" },
	hours = {},
	days = {},
	face = faces.welcome,
	message = "",
	is_known = false,
	is_asking = false,
	choose = function()
		local wanted = cities[tonumber(model.city) + 1]
		if not wanted or wanted == city then return end
		city = wanted
		showKept()
		if isNew and not storage.exists("city.json") then return end
		update()
	end,
})
showKept()
