"""Which country the data of a locale of the faker packages is for."""

from __future__ import annotations

# Left out: eo (no country), en_BORK and en_AU_ocker (jokes).
_LANGUAGES = {
    "ar": "SA", "ar_AA": "SA", "az": "AZ", "bg": "BG", "cs": "CZ", "cy": "GB", "da": "DK",
    "de": "DE", "dv": "MV", "el": "GR", "en": "US", "es": "ES", "es_CA": "ES", "et": "EE",
    "fa": "IR", "fi": "FI", "fr": "FR", "fr_QC": "CA", "he": "IL", "hr": "HR", "hu": "HU",
    "hy": "AM", "is": "IS", "it": "IT", "ja": "JP", "kk": "KZ", "ko": "KR", "ku_ckb": "IQ",
    "ku_kmr_latin": "TR", "lv": "LV", "mk": "MK", "ne": "NP", "nl": "NL", "no": "NO",
    "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sk": "SK", "sv": "SE", "sw": "TZ",
    "th": "TH", "tr": "TR", "uk": "UA", "ur": "PK", "vi": "VN", "zh": "CN",
    "sr_RS_latin": "RS", "uz_UZ_latin": "UZ", "mn_MN_cyrl": "MN", "base": "",
    "eo": "", "en_BORK": "", "en_AU_ocker": "",
}


def country(locale: str) -> str:
    """ISO code, or "" for a locale that belongs to no country."""
    locale = locale.replace("-", "_")
    if locale in _LANGUAGES:
        return _LANGUAGES[locale]
    parts = locale.split("_")
    if len(parts) == 2 and len(parts[1]) == 2:
        return parts[1].upper()
    raise SystemExit(f"locale {locale} is in no country; name it in locales.py")


def language(locale: str) -> str:
    """The language part, `no` and `nb` as `nb`."""
    part = locale.replace("-", "_").split("_")[0]
    return {"no": "nb"}.get(part, part)
