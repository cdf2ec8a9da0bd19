"""The series of symbols, as data: who writes what, and from which year on.

Sources: the guide of the Dag Hammarskjöld Library (research.un.org/en/docs/symbols) for
the United Nations; the headings of the documents themselves for the Council of Europe,
its treaty series by the list of the Treaty Office; the OSCE Style Manual
(SEC.DOC/2/00/Rev.1).
"""

from typing import NamedTuple

# The first parts of a symbol of the United Nations. The longest that fits says whose it
# is; `SECOND` says what has to follow where the first part alone is too common.
ORGANS = {
    "A": "general-assembly",
    "A/HRC": "human-rights-council",
    "S": "security-council",
    "E": "ecosoc",
    "E/CN.4": "commission-on-human-rights",
    "E/C.12": "social-rights-committee",
    "T": "trusteeship-council",
    "ST": "secretariat",
    "CCPR": "human-rights-committee",
    "CERD": "racial-discrimination-committee",
    "CEDAW": "women-committee",
    "CAT": "torture-committee",
    "CAT/OP": "torture-subcommittee",
    "CRC": "child-committee",
    "CMW": "migrant-workers-committee",
    "CRPD": "disabilities-committee",
    "CED": "disappearances-committee",
    "HRI": "treaty-bodies",
    "INT": "treaty-bodies",
    "HCR": "refugee-agency",
    "HR": "un",  # publications of the High Commissioner for Human Rights
    "CTOC": "un",
    "CAC": "un",
    "TD": "un",
    "DP": "un",
    "UNEP": "un",
    "ECE": "un",
    "ICC-ASP": "un",
    "NPT": "un",
    "FCCC": "un",
    "CBD": "un",
    "JIU": "un",
    "AT": "un",
}
ALIASES = {"R": ("A/RES", "vote"), "HRC": ("A/HRC", "organ")}
SECOND = {
    "CCPR": {"C", "CO", "SP", "NGO", "PRE"},
    "CERD": {"C", "SP", "NGO"},
    "FCCC": {"CP", "KP", "PA", "SBI", "SBSTA", "INF"},
    "CBD": {"COP", "SBSTTA"},
    "JIU": {"REP", "NOTE"},
    "AT": {"DEC"},
    "CEDAW": {"C", "SP", "NGO", "PSWG"},
    "CAT": {"C", "OP", "SP", "NGO"},
    "CRC": {"C", "SP", "GC", "NGO"},
    "CMW": {"C", "SP"},
    "CRPD": {"C", "CSP", "SP"},
    "CED": {"C", "SP", "MSP"},
    "HRI": {"GEN", "MC", "CORE"},
    "INT": {"CCPR", "CERD", "CEDAW", "CAT", "CRC", "CMW", "CRPD", "CED", "CESCR"},
    "HR": {"PUB", "P"},
    "HCR": {"GIP", "PRO", "IP", "MMSP"},
    "CTOC": {"COP"},
    "CAC": {"COSP"},
    "TD": {"B", "UNCTAD", "L"},
    "NPT": {"CONF"},
    "ECE": {"MP.PP", "TRANS", "CEP"},
    "UNEP": {"GC", "EA"},
    "ST": {"SGB", "AI", "IC", "HR", "LEG", "ESA", "CTBT", "SG", "DPI"},
    "T": {"RES", "PET", "PV", "L", "INF", "OBS"},
}
# Words inside a symbol of the United Nations, as they are written.
WORDS = {
    word.upper(): word
    for word in [
        "AC",
        "Add",
        "Amend",
        "BUR",
        "C",
        "CN",
        "CO",
        "COM",
        "CONF",
        "Corr",
        "CORE",
        "COP",
        "COSP",
        "CRP",
        "CSP",
        "D",
        "DEC",
        "EMRIP",
        "Excerpt",
        "F",
        "FCO",
        "FU",
        "GC",
        "GEN",
        "HR",
        "I",
        "INF",
        "ITSP",
        "L",
        "LOI",
        "LOIPR",
        "MC",
        "MIN",
        "NGO",
        "OP",
        "OPAC",
        "OPSC",
        "P",
        "PT",
        "PUB",
        "ONE",
        "PBC",
        "PC",
        "PCN",
        "PET",
        "PFII",
        "PRST",
        "PV",
        "Q",
        "QPR",
        "R",
        "RAP",
        "REP",
        "RES",
        "Rev",
        "RONPG",
        "ROSP",
        "SC",
        "SP",
        "SR",
        "Sub",
        "Summary",
        "UPR",
        "WG",
        "WGAD",
        "WGEID",
        "WP",
        "Prov",
        "SGB",
        "AI",
    ]
}
OF_BODIES = {"C", "CN", "AC", "SC", "Sub", "WG", "CONF", "PC", "PCN"}  # never the last
SUFFIXES = ("Add", "Corr", "Rev", "Amend")

# Lowest numbers of the regular sessions of the General Assembly whose resolutions were
# numbered on. Those of the sessions 2, 3, 20, 21 and 26 are of the official records; of
# the others some are a few numbers off, as sessions were held in parts.
LOWEST_OF_SESSION = (
    1, 108, 190, 289, 366, 498, 608, 714, 806, 906, 993, 1112, 1236, 1355, 1490, 1630,
    1756, 1876, 1994, 2008, 2133, 2250, 2372, 2486, 2620, 2751, 2902, 3049, 3201, 3362,
)  # fmt: skip
LAST_NUMBERED_ON = 3541
# Those of special and emergency sessions, which lie between.
SPECIAL_SESSIONS = {
    number: session
    for first, last, session in (
        (104, 107, "S-I"),
        (185, 189, "S-II"),
        (997, 1003, "ES-I"),
        (1004, 1008, "ES-II"),
        (1237, 1237, "ES-III"),
        (1474, 1474, "ES-IV"),
        (1622, 1622, "S-III"),
        (1874, 1874, "S-IV"),
        (2248, 2248, "S-V"),
        (2252, 2257, "ES-V"),
        (3201, 3202, "S-VI"),
        (3362, 3362, "S-VII"),
    )
    for number in range(first, last + 1)
}
# The last resolution of the Security Council of each year from 1946.
LAST_OF_SECURITY_COUNCIL = (
    15, 37, 66, 78, 89, 96, 98, 103, 106, 110, 121, 126, 131, 132, 160, 170, 177, 185,
    199, 219, 232, 245, 262, 275, 291, 307, 324, 344, 366, 384, 402, 422, 443, 461, 484,
    499, 528, 545, 559, 580, 593, 606, 626, 646, 683, 725, 799, 892, 969, 1035, 1092,
    1146, 1220, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966,
    2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
)  # fmt: skip
FIRST_UNLISTED = 1946 + len(LAST_OF_SECURITY_COUNCIL)
# Bare "resolution 16/18": no session of the Council adopted more than these.
MOST_OF_COUNCIL = 60

# Words beside a number of a resolution that say whose it is. In Russian without ends.
PHRASES = {
    "general-assembly": (
        r"General Assembly|Assemblée générale|Генеральн\w{2,3} Ассамбле\w|UN ?GA|ГА ООН"
        r"|G\.A\.|GA"
    ),
    "security-council": (
        r"Security Council|Conseil de sécurité|Совет\w{0,2} Безопасности|СБ ООН"
        r"|UN ?SC|SC"
    ),
    "human-rights-council": (
        r"Human Rights Council|Conseil des droits de l'homme"
        r"|Совет\w{0,2} по правам человека|UN ?HRC|СПЧ ООН|HRC"
    ),
    "ecosoc": (
        r"Economic and Social Council|ECOSOC|Conseil économique et social"
        r"|Экономическ\w{2,3} и Социальн\w{2,3} Совет\w{0,2}|ЭКОСОС"
    ),
    "commission-on-human-rights": (
        r"Commission on Human Rights|Commission des droits de l'homme"
        r"|Комисси\w по правам человека"
    ),
    "parliamentary-assembly": (
        r"Parliamentary Assembly|Assemblée parlementaire|Парламентск\w{2,3} Ассамбле\w"
        r"|PACE|APCE|ПАСЕ"
    ),
    "congress": (
        r"Congress of Local|Congrès des pouvoirs locaux|Конгресс\w{0,2} местных"
        r"|Congress of the Council of Europe"
    ),
    "": (  # theirs have no symbol of these kinds
        r"UNCTAD|ЮНКТАД|UNESCO|ЮНЕСКО"
        r"|Government|European Parliament|Parlement européen|Gouvernement|Senate"
        r"|State Duma|Committee of Ministers|Правительств\w{1,2}|Пленум\w{0,2}"
        r"|Государственн\w{2,3} Дум\w|Верховн\w{2,3} Суд\w{0,2}"
    ),
}


class Series(NamedTuple):
    """A series numbered by year, as the Council of Europe writes it.

    `words` are the ways of beginning it; each era is (first year, form). In a form `yy`
    is the year of two digits up to 1999, of four later; `n` the number.
    """

    body: str
    words: tuple[str, ...]
    eras: tuple[tuple[int, str], ...]


ALWAYS = 1949
COMMITTEE_OF_MINISTERS = (
    Series(
        "committee-of-ministers",
        ("CM/Rec", "CM Rec", "CMRec", "Rec", "R"),
        ((ALWAYS, "R ({yy}) {n}"), (2001, "Rec({yy}){n}"), (2007, "CM/Rec({yy}){n}")),
    ),
    Series(
        "committee-of-ministers",
        ("CM/ResDH", "ResDH", "Res DH", "DH"),
        (
            (ALWAYS, "DH ({yy}) {n}"),
            (2001, "ResDH({yy}){n}"),
            (2007, "CM/ResDH({yy}){n}"),
        ),
    ),
    Series(
        "committee-of-ministers",
        ("CM/ResAP", "ResAP", "AP"),
        (
            (ALWAYS, "AP ({yy}) {n}"),
            (2001, "ResAP({yy}){n}"),
            (2007, "CM/ResAP({yy}){n}"),
        ),
    ),
    Series(
        "committee-of-ministers",
        ("CM/Res", "Res"),
        ((ALWAYS, "Res ({yy}) {n}"), (2001, "Res({yy}){n}"), (2007, "CM/Res({yy}){n}")),
    ),
    *(
        Series("committee-of-ministers", (word,), ((ALWAYS, word + "({yy}){n}"),))
        for word in ("CM/Del/Dec", "CM/Inf/DH", "CM/Inf", "CM/AS", "CM/Cong", "CM")
    ),
)
SERIES = (
    *COMMITTEE_OF_MINISTERS,
    Series("cpt", ("CPT/Inf",), ((ALWAYS, "CPT/Inf ({yy}) {n}"),)),
    Series("cpt", ("CPT/Inf/E", "CPT/Inf/F"), ((ALWAYS, "CPT/Inf/E ({yy}) {n}"),)),
    *(
        Series("venice-commission", (word,), ((ALWAYS, word + "({yy}){n:03}"),))
        for word in [
            "CDL-AD",
            "CDL-PI",
            "CDL-REF",
            "CDL-STD",
            "CDL-JU",
            "CDL-EL",
            "CDL-INF",
            "CDL-LA",
            "CDL-UDT",
            "CDL-DEM",
            "CDL-PL",
            "CDL-UD",
            "CDL",
        ]
    ),
    Series(
        "minorities-committee", ("ACFC/OP/I",), ((ALWAYS, "ACFC/OP/I({yy}){n:03}"),)
    ),
    *(
        Series("minorities-committee", (word,), ((ALWAYS, word + "({yy}){n:03}"),))
        for word in ("ACFC/OP/II", "ACFC/OP/III", "ACFC/OP/IV", "ACFC/OP/V", "ACFC/SR")
    ),
    *(
        Series(body, (word,), ((ALWAYS, word + "({yy}){n}"),))
        for word, body in (
            ("CommDH", "commissioner"),
            ("CommDH/IssuePaper", "commissioner"),
            ("CommDH/Speech", "commissioner"),
            ("CRI", "ecri"),
            ("GRETA", "greta"),
            ("GREVIO/Inf", "grevio"),
            ("CEPEJ", "cepej"),
            ("CCJE", "ccje"),
            ("CCPE", "ccpe"),
            ("MONEYVAL", "council-of-europe"),
            ("CDDH", "council-of-europe"),
            ("SG/Inf", "council-of-europe"),
        )
    ),
)
LAST_OF_ETS = 193  # No. 194, Protocol No. 14, opened the series CETS in 2004

OSCE = {
    "PC": "permanent-council",
    "MC": "ministerial-council",
    "FSC": "security-forum",
    "ODIHR": "odihr",
    "CIO": "osce",
    "SEC": "osce",
    "SUM": "osce",
    "HDIM": "odihr",
    "SC": "osce",
    "RC": "osce",
    "FOM": "osce",
    "HCNM": "osce",
}
OSCE_KINDS = [
    "DEC",
    "DOC",
    "JOUR",
    "DEL",
    "GAL",
    "INF",
    "DD",
    "NGO",
    "IO",
    "FR",
    "SHDM",
    "STAT",
]

LAST_OF_ILO = {"C": 192, "R": 209, "P": 155}
