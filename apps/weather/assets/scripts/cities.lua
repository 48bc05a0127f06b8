-- The cities on offer, with their places on the map.
cities = {
	{ name = "Berlin", latitude = 52.52, longitude = 13.41 },
	{ name = "Lagos", latitude = 6.45, longitude = 3.39 },
	{ name = "London", latitude = 51.51, longitude = -0.13 },
	{ name = "Nairobi", latitude = -1.29, longitude = 36.82 },
	{ name = "São Paulo", latitude = -23.55, longitude = -46.64 },
	{ name = "Tokyo", latitude = 35.69, longitude = 139.69 },
}
