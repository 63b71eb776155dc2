"""What the tables must hold at least, and the limits of their columns."""

# Table -> column (or "rows") -> least number of distinct values. "slice/" counts the first
# parts of the keys.
COUNTS = {
    "countries": {"rows": 250, "iso3": 250, "currency": 150},
    "demonyms": {"rows": 250, "name": 200},
    "regions": {"rows": 3800},
    "cities": {"rows": 110_000, "country": 240, "zone": 380},
    "given_names": {"name": 60_000, "slice/": 80},
    "family_names": {"name": 65_000, "slice/": 80},
    "phones": {"slice/": 240},
    "postcodes": {"country/": 170},
    "streets": {"rows": 30_000, "country": 60},
    "jobs": {"title": 20_000, "language": 30},
    "words": {"rows": 40_000, "language": 30},
    "titles": {"slice/": 30},
    "company_suffixes": {"country": 60},
    "company_patterns": {"language": 30},
    "company_words": {"rows": 300, "language": 10},
    "product_adjectives": {"language": 15},
    "product_materials": {"language": 15},
    "product_nouns": {"language": 15},
    "departments": {"language": 15},
    "categories": {"rows": 300},
    "colors": {"rows": 4_000},
    "mime_types": {"rows": 1_000},
    "user_agents": {"rows": 900},
    "tlds": {"rows": 1_400},
    "currencies": {"rows": 150},
    "languages": {"rows": 180},
    "iban": {"rows": 75},
    "cards": {"brand/": 9},
    "email_domains": {"rows": 300},
    "time_zones": {"rows": 380},
    "name_loans": {"country": 150},
    "locales": {"locale/": 540},
    "locale_forms": {"rows": 190, "months": 100},
    "zones": {"rows": 590},
    "zone_changes": {"rows": 20_000},
}

# Columns that together name a row, where these are not all of them.
KEYS = {
    "countries": ["iso2"],
    "demonyms": ["country"],
    "regions": ["country", "code"],
    "cities": ["country", "region", "name", "lat_e4", "lon_e4"],
    "given_names": ["slice", "name"],
    "family_names": ["slice", "name"],
    "colors": ["name"],
    "mime_types": ["type"],
    "currencies": ["code"],
    "languages": ["code"],
    "iban": ["country"],
    "time_zones": ["zone"],
    "locales": ["locale"],
    "zones": ["name"],
}

RANGES = {
    "lat_e4": (-900_000, 900_000), "lon_e4": (-1_800_000, 1_800_000),
    "box_south": (-900_000, 900_000), "box_north": (-900_000, 900_000),
    "box_west": (-1_800_000, 1_800_000), "box_east": (-1_800_000, 5_400_000),
    "population": (0, 2_000_000_000), "area": (0, 20_000_000), "numeric": (0, 999),
    "family_first": (0, 1), "length": (1, 40), "digits": (0, 4), "region": (-1, 10_000),
    "offset": (-16 * 3600, 16 * 3600), "second": (0, 86_399), "grouping_least": (1, 2),
}

# (table or "*", column) -> characters.
LENGTHS = {
    ("given_names", "name"): 40, ("family_names", "name"): 40,
    ("cities", "name"): 60, ("countries", "name"): 60, ("regions", "name"): 80,
    ("demonyms", "name"): 30, ("streets", "name"): 45, ("words", "word"): 24,
    ("jobs", "title"): 60,
    ("user_agents", "text"): 400, ("titles", "text"): 24,
}

COUNTRY_COLUMNS = {
    ("countries", "iso2"), ("demonyms", "country"), ("regions", "country"),
    ("cities", "country"),
    ("given_names", "slice"), ("family_names", "slice"), ("phones", "slice"),
    ("postcodes", "country"), ("streets", "country"), ("company_suffixes", "country"),
    ("iban", "country"), ("time_zones", "country"), ("name_loans", "country"),
    ("name_loans", "like"),
}

# Tables the block list is for (places are called what they are called).
BLOCKED_TABLES = {
    "given_names", "family_names", "streets", "jobs", "words", "titles", "company_suffixes",
    "product_adjectives", "product_materials", "product_nouns", "departments", "categories",
    "colors", "email_domains",
}
