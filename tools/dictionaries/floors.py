"""What the tables must hold at least, and the limits of their columns."""

# Table -> column (or "rows") -> least number of distinct values. "slice/" counts the first
# parts of the keys.
COUNTS = {
    "countries": {"rows": 250, "iso3": 250, "currency": 150},
    "regions": {"rows": 3800},
    "cities": {"rows": 110_000, "country": 240, "zone": 380},
    "given_names": {"name": 60_000, "slice/": 80},
    "family_names": {"name": 65_000, "slice/": 80},
    "phones": {"slice/": 240},
}

# Columns that together name a row, where these are not all of them.
KEYS = {
    "countries": ["iso2"],
    "regions": ["country", "code"],
    "cities": ["country", "region", "name", "lat_e4", "lon_e4"],
    "given_names": ["slice", "name"],
    "family_names": ["slice", "name"],
}

RANGES = {
    "lat_e4": (-900_000, 900_000), "lon_e4": (-1_800_000, 1_800_000),
    "box_south": (-900_000, 900_000), "box_north": (-900_000, 900_000),
    "box_west": (-1_800_000, 1_800_000), "box_east": (-1_800_000, 5_400_000),
    "population": (0, 2_000_000_000), "area": (0, 20_000_000), "numeric": (0, 999),
    "family_first": (0, 1), "length": (1, 40), "digits": (0, 4), "region": (-1, 10_000),
}

# (table or "*", column) -> characters.
LENGTHS = {
    ("given_names", "name"): 40, ("family_names", "name"): 40,
    ("cities", "name"): 60, ("countries", "name"): 60, ("regions", "name"): 80,
}

COUNTRY_COLUMNS = {
    ("countries", "iso2"), ("regions", "country"), ("cities", "country"),
    ("given_names", "slice"), ("family_names", "slice"), ("phones", "slice"),
}

# Tables the block list is for (places are called what they are called).
BLOCKED_TABLES = {"given_names", "family_names"}
