-- WMO weather codes in the few words, and with the few pictures, that people use.

local skies = {
	{ upTo = 1, name = "clear", icon = "sun" },
	{ upTo = 3, name = "cloudy", icon = "cloud" },
	{ upTo = 48, name = "fog", icon = "fog" },
	{ upTo = 67, name = "rain", icon = "rain" },
	{ upTo = 77, name = "snow", icon = "snow" },
	{ upTo = 82, name = "rain", icon = "rain" },
	{ upTo = 86, name = "snow", icon = "snow" },
	{ upTo = 99, name = "storm", icon = "storm" },
}

-- The name of the sky, and the icon that shows it by day or by night.
function skyOf(code, isNight)
	for _, sky in ipairs(skies) do
		if code <= sky.upTo then
			return sky.name, sky.name == "clear" and isNight and "moon" or sky.icon
		end
	end
	return "storm", "storm"
end

local weekdays = { "saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday" }

-- The key of the weekday of a date such as 2026-05-17: Zeller's congruence.
function weekdayOf(date)
	local year, month, day = date:match("(%d+)-(%d+)-(%d+)")
	year, month, day = tonumber(year), tonumber(month), tonumber(day)
	if month < 3 then
		year, month = year - 1, month + 12
	end
	local sum = day + 13 * (month + 1) // 5 + year + year // 4 - year // 100 + year // 400
	return "day." .. weekdays[sum % 7 + 1]
end
