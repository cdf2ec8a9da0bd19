"""The words that do not suit, and how they are found in a text."""

from django.db import migrations

SAYS = """
-- Whether a text holds a word, or words in a row, in any form (Russian, English).
CREATE FUNCTION app_says(said text, word text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('russian', said) @@ phraseto_tsquery('russian', word)
$$;
"""
BLAME, PRESSURE, LABEL, HASTE = "blame", "pressure", "label", "haste"
WORDS = {
    "en": [
        ("guilty", BLAME, "what happened, and what would prevent it"),
        ("your fault", BLAME, "what we saw, and what would help"),
        ("blame", BLAME, "what the rules ask, and what is missing"),
        ("accuse", BLAME, "raise, or ask about"),
        ("failure", BLAME, "what is not in place yet"),
        ("failed to", BLAME, "has not yet"),
        ("negligence", BLAME, "what was overlooked"),
        ("incompetent", BLAME, "what training would help"),
        ("violator", BLAME, "the rule, and the case"),
        ("abuse of power", BLAME, "the limits that the law sets"),
        ("shame", BLAME, "what a good example would be"),
        ("cover up", BLAME, "what is not published yet"),
        ("demand", PRESSURE, "ask, or suggest"),
        ("insist", PRESSURE, "would be glad if"),
        ("you must", PRESSURE, "it would help if"),
        ("obliged", PRESSURE, "the rule says"),
        ("immediately", PRESSURE, "by a day that suits them"),
        ("ultimatum", PRESSURE, "an offer, with a date to talk again"),
        ("expose", PRESSURE, "publish, after they have read it"),
        ("consequences", PRESSURE, "what comes next"),
        ("last warning", PRESSURE, "an offer, with a date to talk again"),
        ("or else", PRESSURE, "an offer that stands alone"),
        ("press charges", PRESSURE, "what the law provides"),
        ("puppet", LABEL, "their office, and what they decide"),
        ("regime", LABEL, "the name of the institution"),
        ("corrupt", LABEL, "what was reported, and by whom"),
        ("crony", LABEL, "the tie, as it is known"),
        ("thug", LABEL, "their rank and name"),
        ("our agent", LABEL, "a colleague in the service"),
        ("use him", LABEL, "work with him"),
        ("use her", LABEL, "work with her"),
        ("guarantee", HASTE, "what we can do, and by when"),
        ("secretly", HASTE, "in confidence, and say to whom it is known"),
    ],
    "ru": [
        ("виноват", BLAME, "что произошло и что поможет это предупредить"),
        ("вина", BLAME, "что произошло и что поможет это предупредить"),
        ("обвинять", BLAME, "обратить внимание, спросить"),
        ("провал", BLAME, "чего пока нет"),
        ("халатность", BLAME, "что осталось без внимания"),
        ("некомпетентный", BLAME, "какое обучение было бы полезно"),
        ("нарушитель", BLAME, "норма и случай"),
        ("произвол", BLAME, "пределы, установленные законом"),
        ("злоупотребление", BLAME, "пределы, установленные законом"),
        ("позор", BLAME, "какой пример был бы хорошим"),
        ("скрывать", BLAME, "что пока не опубликовано"),
        ("бездействие", BLAME, "что ещё можно сделать"),
        ("требовать", PRESSURE, "просим, предлагаем"),
        ("настаивать", PRESSURE, "были бы признательны"),
        ("обязаны", PRESSURE, "как говорит норма"),
        ("немедленно", PRESSURE, "в удобный для вас срок"),
        ("незамедлительно", PRESSURE, "в удобный для вас срок"),
        ("ультиматум", PRESSURE, "предложение и день, чтобы вернуться к разговору"),
        ("разоблачить", PRESSURE, "опубликовать, показав им заранее"),
        ("последствия", PRESSURE, "что будет дальше"),
        ("последнее предупреждение", PRESSURE, "предложение и день нового разговора"),
        ("в противном случае", PRESSURE, "предложение, которое стоит само по себе"),
        ("заставить", PRESSURE, "помочь решиться"),
        ("надавить", PRESSURE, "предложить, объяснить"),
        ("марионетка", LABEL, "должность и что они решают"),
        ("режим", LABEL, "название учреждения"),
        ("коррупционер", LABEL, "о чём сообщалось и кем"),
        ("чинуша", LABEL, "должность и имя"),
        ("силовик", LABEL, "служба и звание"),
        ("ставленник", LABEL, "связь, как она известна"),
        ("наш агент", LABEL, "коллега в ведомстве"),
        ("завербовать", LABEL, "начать работать вместе"),
        ("гарантировать", HASTE, "что мы можем сделать и к какому дню"),
        ("тайно", HASTE, "доверительно, и кому это известно"),
    ],
}


def add_words(apps, schema_editor):
    word = apps.get_model("engagements", "RespectWord")
    word.objects.bulk_create(
        word(language=language, word=said, why=why, instead=instead)
        for language, rows in WORDS.items()
        for said, why, instead in rows
    )


class Migration(migrations.Migration):
    dependencies = [("engagements", "0003_stages_by_rule")]
    operations = [
        migrations.RunSQL(SAYS, "DROP FUNCTION app_says"),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
