-- The weather now, from Open-Meteo's public service. The last answer is kept, so a start without network shows it.

local city = cities[1]

-- WMO weather codes in the few words that people use.
local function skyOf(code)
	if code == 0 then return "sky.clear" end
	if code <= 3 then return "sky.cloudy" end
	if code <= 48 then return "sky.fog" end
	if code <= 67 or (code >= 80 and code <= 82) then return "sky.rain" end
	if code <= 86 then return "sky.snow" end
	return "sky.storm"
end

local function fill(id, text)
	local element = document:GetElementById(id)
	element.inner_rml = ""
	element:AppendChild(document:CreateTextNode(text))
end

local function show(weather)
	fill("temperature", string.format("%.0f °C", weather.temperature_2m))
	fill("sky", t(skyOf(weather.weather_code)))
	fill("wind", t("wind", { speed = string.format("%.0f", weather.wind_speed_10m) }))
end

local function cacheFile()
	return "cache/" .. crypto.md5(city.name) .. ".json"
end

function update()
	if not permissions.request("network.internet") then
		fill("message", t("message.denied"))
		return
	end
	fill("message", t("message.asking"))
	local response = network.request({
		url = string.format(
			"https://api.open-meteo.com/v1/forecast?latitude=%.2f&longitude=%.2f&current=temperature_2m,weather_code,wind_speed_10m",
			city.latitude, city.longitude),
		method = "GET",
		timeout = 10000,
	})
	if response.error or response.status ~= 200 then
		print("No weather for " .. city.name .. ": " .. (response.error or response.status))
		fill("message", t("message.offline"))
		return
	end
	local current = json.decode(response.body).current
	storage.write(cacheFile(), json.encode(current))
	show(current)
	fill("message", t("message.fresh", { city = city.name }))
	print("Weather for " .. city.name .. ": " .. current.temperature_2m .. " °C")
end

function chooseCity(event)
	city = cities[tonumber(document:GetElementById("city").value)] or city
	storage.write("city.json", json.encode({ name = city.name }))
	update()
end

function start()
	fill("heading", t("app.title"))
	fill("update", t("button.update"))
	local saved = storage.read("city.json")
	local name = saved and json.decode(saved).name
	local options = {}
	for index, each in ipairs(cities) do
		if each.name == name then city = each end
		options[#options + 1] = string.format('<option value="%d">%s</option>', index, each.name)
	end
	document:GetElementById("city").inner_rml = table.concat(options)
	local kept = storage.read(cacheFile())
	if kept then show(json.decode(kept)) end
	update()
end
