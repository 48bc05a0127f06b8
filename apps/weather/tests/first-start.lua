-- The first start: a person reads why before anything is asked.

local current = { temperature_2m = 20.6, weather_code = 0, wind_speed_10m = 9.4, is_day = 1 }

setup({
	permissions = { ["network.internet"] = "allow" },
	network = { ["GET https://api.open-meteo.com/v1/forecast"] = { json = { current = current } } },
})

test("says why before it asks for anything", function(app)
	expect(app):shows("The forecast comes from Open-Meteo")
	expect(app:asked()):has_length(0)
	expect(app:requests()):has_length(0)
	app:tap("Show the weather")
	expect(app:asked()):equals({ "network.internet" })
	expect(app):shows("21 °C")
end)

test("a city can be chosen before anything is asked", function(app)
	app:choose({ role = "select" }, "Tokyo")
	expect(app:asked()):has_length(0)
	app:tap("Show the weather")
	expect(app:requests()[1].url):contains("latitude=35.69")
	expect(app):shows("Now in Tokyo")
end)

test("says what it needs when the internet is denied, and asks again on a touch", {
	permissions = { ["network.internet"] = "deny" },
}, function(app)
	app:tap("Show the weather")
	expect(app):shows("Weather needs the internet permission")
	expect(app:requests()):has_length(0)
	app:permission("network.internet", "allow")
	app:tap("Try again")
	expect(app):shows("21 °C")
end)
