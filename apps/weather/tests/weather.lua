-- The weather app against a scripted service: what it shows, what it keeps, and its bad days.

local service = "GET https://api.open-meteo.com/v1/forecast"

local function weather(temperature, code)
	return {
		json = {
			current = { temperature_2m = temperature, weather_code = code, wind_speed_10m = 9.4, is_day = 1 },
			hourly = {
				time = { "2026-05-17T22:00", "2026-05-17T23:00" },
				temperature_2m = { 12.4, 11.6 },
				weather_code = { 0, 61 },
				is_day = { 0, 0 },
			},
			daily = {
				time = { "2026-05-17", "2026-05-18" },
				temperature_2m_min = { 8, 10 },
				temperature_2m_max = { 18, 28 },
				weather_code = { 2, 95 },
			},
		},
	}
end

-- Somebody who has used the app before: the weather is asked for at once.
local kept = { ["city.json"] = { name = "Berlin" } }

setup({
	permissions = { "network.internet" },
	network = { [service] = weather(21, 0) },
	storage = kept,
})

test("shows the weather now, the hours and the days", function(app)
	expect(app):shows("21 °C")
	expect(app):shows("Clear sky")
	expect(app):shows("Wind 9 km/h")
	expect(app):shows("23:00")
	expect(app):shows("Today")
	expect(app):shows("Monday")
	expect(app):shows("28°")
	expect(app:requests()):has_length(1)
end)

test("the bar of a day lies where its temperatures are among all days", function(app)
	local bars = app:find_all({ selector = ".row[class] .span" })
	expect(bars[1]:style("width")):equals("50%")
	expect(bars[2]:style("left")):equals("10%")
	expect(bars[2]:style("width")):equals("90%")
end)

test("asks again when the person wants it", function(app)
	app:network(service, weather(4, 71))
	app:tap({ role = "button", text = "Update" })
	expect(app):shows("4 °C")
	expect(app):shows("Snow")
end)

test("another city is asked for and remembered", function(app)
	app:choose({ role = "select" }, "Lagos")
	expect(app:requests()[2].url):contains("latitude=6.45")
	expect(app:storage("city.json")):contains("Lagos")
	app:restart()
	expect(app):shows("Now in Lagos")
	expect(app:find({ role = "select" }).text):contains("Lagos")
end)

test("shows what it knew when there is no connection", function(app)
	app:set({ network = "offline" })
	app:restart()
	expect(app):shows("21 °C")
	expect(app):shows("No connection")
	expect(app:log()[1].text):contains("Weather for Berlin")
end)

test("has a face for no connection and nothing known", { network = "offline" }, function(app)
	expect(app):shows("No connection, and nothing known yet.")
	app:offline(false)
	app:network(service, weather(3, 3))
	app:tap("Try again")
	expect(app):shows("3 °C")
end)

test("waits for a slow service and goes on meanwhile", function(app)
	app:network(service, { json = {}, status = 503, delay = 3000 })
	app:tap({ role = "button", text = "Update" })
	expect(app):shows("Asking")
	expect(app):shows("21 °C")
	app:advance(3000)
	expect(app):shows("No good answer")
	expect(app):shows("21 °C")
end)

test("an answer that is something else is no weather", { network = { [service] = { body = "<html>" } } }, function(app)
	expect(app):shows("The weather service has no good answer just now.")
end)

test("the answer for a city that was left behind is not shown", function(app)
	app:network(service, { { json = weather(1, 0).json, delay = 2000 }, weather(30, 0) })
	app:tap({ role = "button", text = "Update" })
	app:choose({ role = "select" }, "Lagos")
	app:advance(2500)
	expect(app):shows("30 °C")
	expect(app):shows("Now in Lagos")
end)

test("says what it needs when the internet is denied", { permissions = { ["network.internet"] = "deny" } }, function(app)
	expect(app):shows("Weather needs the internet permission")
	expect(app:requests()):has_length(0)
	app:permission("network.internet", "allow")
	app:tap("Try again")
	expect(app):shows("21 °C")
end)

test("speaks German", { locale = "de" }, function(app)
	expect_not(app):shows("Clear sky")
	expect(app):shows("Klarer Himmel")
	expect(app):shows("Heute")
	expect(app):shows("Montag")
end)
