"""The language of a document, as Word is told it, and fonts that can write it."""

from lxml import etree

from translations.formats.readers.word.xml_names import DRAWN, value_of, w

LOCALES = {
    "ar": "ar-SA", "az": "az-Latn-AZ", "be": "be-BY", "bg": "bg-BG", "cs": "cs-CZ",
    "de": "de-DE", "el": "el-GR", "en": "en-GB", "es": "es-ES", "et": "et-EE",
    "fa": "fa-IR", "fr": "fr-FR", "he": "he-IL", "hu": "hu-HU", "hy": "hy-AM",
    "it": "it-IT", "ja": "ja-JP", "ka": "ka-GE", "kk": "kk-KZ", "ko": "ko-KR",
    "ky": "ky-KG", "lt": "lt-LT", "lv": "lv-LV", "mk": "mk-MK", "mn": "mn-MN",
    "nl": "nl-NL", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU",
    "sr": "sr-Cyrl-RS", "tg": "tg-Cyrl-TJ", "tk": "tk-TM", "tr": "tr-TR",
    "uk": "uk-UA", "uz": "uz-Latn-UZ", "zh": "zh-CN",
}  # fmt: skip
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"}
EAST_ASIAN = {"zh", "ja", "ko"}
# The bit of a font’s signature that says whether it has the letters (OpenType, OS/2).
CYRILLIC, GREEK, ARMENIAN, HEBREW, ARABIC, GEORGIAN = 9, 7, 10, 11, 13, 26
SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "ba",
                     "tt", "ce", "os", "cv", "sah", "udm", "mhr", "kv"), CYRILLIC),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb"), ARABIC),
    "el": GREEK, "hy": ARMENIAN, "he": HEBREW, "yi": HEBREW, "ka": GEORGIAN,
}  # fmt: skip
# Fonts that come with offices and have no letters but the Latin ones.
LATIN_ONLY = {
    "gill sans", "gill sans mt", "garamond", "perpetua", "rockwell", "univers",
    "frutiger", "futura", "optima", "times", "helvetica", "helvetica neue", "tw cen mt",
    "bell mt", "calisto mt", "goudy old style", "baskerville old face", "bodoni mt",
    "californian fb", "centaur", "high tower text", "lucida sans", "lucida bright",
    "lucida fax", "berlin sans fb", "eras medium itc", "maiandra gd", "trajan pro",
    "adobe garamond pro", "avenir", "didot", "humanst521 bt", "bembo", "sabon",
}  # fmt: skip
FAMILIES = {"swiss": "Arial", "modern": "Courier New", "roman": "Times New Roman"}
SANS = ("gill", "univers", "frutiger", "futura", "optima", "helvetica", "tw cen",
        "lucida sans", "berlin", "eras", "maiandra", "avenir", "humanst")  # fmt: skip
IN_FULL = {ARMENIAN: "Sylfaen", GEORGIAN: "Sylfaen"}
FONT_PLACES = ("ascii", "hAnsi", "cs")


class Language:
    """The language of a translation; `package` tells what its fonts can write."""

    def __init__(self, code, package):
        self.code = code
        short = code.replace("_", "-").partition("-")[0].lower()
        self.locale = code.replace("_", "-") if "-" in code else LOCALES.get(code, code)
        self.short, self.script = short, SCRIPTS.get(short)
        self.is_right_to_left = short in RIGHT_TO_LEFT
        self.fonts = fonts_of(package)

    def mark(self, properties):
        """Writes the language into a w:rPr, and a font that has its letters."""
        for former in properties.findall(w("lang")):
            properties.remove(former)
        self.set_locale(etree.SubElement(properties, w("lang")))
        if self.is_right_to_left and properties.find(w("rtl")) is None:
            etree.SubElement(properties, w("rtl"))
        for element in properties.findall(w("rFonts")):
            self.change_fonts(element)

    def set_locale(self, element):
        """Has a w:lang or what is like it name the language."""
        place = "bidi" if self.is_right_to_left else "val"
        place = "eastAsia" if self.short in EAST_ASIAN else place
        element.set(w(place), self.locale)

    def change_fonts(self, element):
        """Puts fonts that have the letters into a w:rFonts."""
        for place in FONT_PLACES:
            font = element.get(w(place))
            if font and self.lacks(font):
                element.set(w(place), self.instead_of(font))

    def lacks(self, font):
        """Whether `font` cannot write the language, as far as anybody says."""
        if self.script is None:
            return False
        family, signature = self.fonts.get(font.lower(), ("", 0))
        if family == "symbol":
            return False
        if signature:
            return not signature >> self.script & 1
        return font.lower() in LATIN_ONLY

    def instead_of(self, font):
        family, _signature = self.fonts.get(font.lower(), ("", 0))
        if self.script in IN_FULL:
            return IN_FULL[self.script]
        if family not in FAMILIES:
            family = "swiss" if font.lower().startswith(SANS) else "roman"
        return FAMILIES[family]


def fonts_of(package):
    """{font: (family, signature)} as the document says of its fonts, 0 if not."""
    part = package.related(package.main, "fontTable")
    fonts = {}
    for font in package.root(part).iter(w("font")) if part else ():
        signature = font.find(w("sig"))
        bits = "0" if signature is None else signature.get(w("usb0"), "0")
        family = value_of(font, "family") or ""
        if value_of(font, "charset") == "02":
            family = "symbol"
        try:
            fonts[(font.get(w("name")) or "").lower()] = family, int(bits, 16)
        except ValueError:
            continue
    return fonts


def set_language(package, language):
    """Has styles, settings and theme of the document say and write its new language."""
    styles = package.related(package.main, "styles")
    if styles:
        root = package.change(styles)
        defaults = root
        for name in ("docDefaults", "rPrDefault", "rPr"):
            child = defaults.find(w(name))
            if child is None:
                child = etree.Element(w(name))
                defaults.insert(0, child)
            defaults = child
        if defaults.find(w("lang")) is None:
            etree.SubElement(defaults, w("lang"))
        for element in root.iter(w("lang")):
            language.set_locale(element)
        for element in root.iter(w("rFonts")):
            language.change_fonts(element)
    if theme := package.related(package.main, "theme"):
        for latin in package.root(theme).iter(f"{{{DRAWN}}}latin"):
            font = latin.get("typeface") or ""
            if language.lacks(font):
                package.change(theme)
                latin.attrib.clear()
                latin.set("typeface", language.instead_of(font))
    if settings := package.related(package.main, "settings"):
        for element in package.root(settings).iter(w("themeFontLang")):
            package.change(settings)
            language.set_locale(element)
