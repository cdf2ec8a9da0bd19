"""Faults made in right pairs: each kind of slip that a tired translator makes."""

import re

MONTHS = {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "uk": [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
DIGIT = re.compile(r"\d+")
NUMERAL = re.compile(r"\b(два|три|четыре|пять|шесть|семь|двух|трёх|двое|десять)\b")
OTHER_NUMERAL = {"два": "три", "двух": "пяти", "двое": "трое"}
FIGURES = {"numbers", "dates", "references", "symbols"}


def mutations(target, code):
    """(name, wrong target, kinds of which one must be warned of), one by one."""
    yield from digits(target)
    for number, month in enumerate(MONTHS.get(code, ())):
        match = re.search(rf"\d\s{month}\b", target)
        if match:
            other = MONTHS[code][(number + 1) % 12]
            wrong = target[: match.start() + 2] + other + target[match.end() :]
            yield "month", wrong, {"dates"}
    match = NUMERAL.search(target)
    if match:
        other = OTHER_NUMERAL.get(match[0], "сорок")
        yield (
            "numeral",
            target[: match.start()] + other + target[match.end() :],
            FIGURES,
        )
    if re.search(r"[а-яіїє]{3}\.$", target):
        yield "stop", target[:-1], {"end"}
        yield "colon", target[:-1] + ":", {"end"}
    if (
        code in ("ru", "uk")
        and "«" in target
        and target.count("«") == target.count("»")
    ):
        straight = target.replace("«", '"').replace("»", '"')
        yield "straight", straight, {"quotes"}
        yield "open", re.sub(r"»(?!.*»)", "", target), {"quotes"}
    match = re.search(r"(?<![\w’-])([а-яіїєё]{4,}) (?=[а-яіїє])", target)
    if match:
        twice = target[: match.end()] + match[0] + target[match.end() :]
        yield "double", twice, {"double"}
    if "⟦1⟧" in target or "⟦1/⟧" in target:
        yield "tag", re.sub(r"⟦/?1/?⟧", "", target), {"tags"}


def digits(target):
    """Each number in figures raised by one, and struck out."""
    bare = ADDRESS.sub(lambda match: "x" * len(match[0]), target)
    bare = re.sub(r"⟦/?\d+/?⟧", lambda match: "x" * len(match[0]), bare)
    for match in DIGIT.finditer(bare):
        if bare[: match.start()].endswith(("+7 ", "A/", "0 ")):
            continue
        last = str((int(match[0][-1]) + 1) % 10)
        yield (
            "digit",
            target[: match.end() - 1] + last + target[match.end() :],
            FIGURES,
        )
