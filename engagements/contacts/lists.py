"""What a new database begins with, as plain data."""

# The professional days of Russian institutions. By decree or custom: of the prosecutors
# (Decree 1329 of 1995), of the penal service (Decree 1433 of 2010), of the organs of
# internal affairs (Decree 1348 of 2011), of lawyers (Decree 130 of 2008), of local
# self-government (Decree 805 of 2012), of parliamentarism (2012), of science (Decree
# 717 of 1999): (name, name in Russian, month, day, kind of institution).
PROFESSIONAL_DAYS = (
    ("Prosecutors’ Day", "День работника прокуратуры", 1, 12, "prosecutor"),
    ("Day of Russian Science", "День российской науки", 2, 8, "academy"),
    (
        "Day of the Penal Service",
        "День работников уголовно-исполнительной системы",
        3,
        12,
        "prison",
    ),
    (
        "Day of Local Self-Government",
        "День местного самоуправления",
        4,
        21,
        "local_administration",
    ),
    (
        "Day of Russian Parliamentarism",
        "День российского парламентаризма",
        4,
        27,
        "parliament",
    ),
    ("Day of Remand Prisons", "День работников СИЗО и тюрем", 10, 31, "prison"),
    (
        "Day of Internal Affairs Officers",
        "День сотрудника органов внутренних дел",
        11,
        10,
        "police",
    ),
    ("Lawyers’ Day", "День юриста", 12, 3, "court"),
    ("Human Rights Day", "День прав человека", 12, 10, "ombudsman"),
)
