"""Beyond “identified”: prepared before the first contact, and answered after it.

What a stage asks and what a first contact asks is one function, so that a form, the
admin, Python and the triggers say the same. And the words that do not suit.
"""

from django.db import migrations

# The sentences are listed in engagements/stage_rules.py, where they are translated.
PREPARED = """
-- Why nobody turns to this person for the first time yet, in English, or NULL: what the
-- one who asks sees decides. Red is 15 of 25 and more (ExposureRisk.RED_FROM).
CREATE FUNCTION app_unprepared(person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    checked_until date;
BEGIN
    IF EXISTS (
        SELECT 1 FROM officials_exposurerisk e WHERE e.official_id = person
        AND EXISTS (
            SELECT 1 FROM officials_exposurethreat t
            WHERE t.exposure_id = e.id AND t.likelihood * t.severity >= 15)
        AND NOT EXISTS (
            SELECT 1 FROM officials_exposurerisk later
            WHERE later.official_id = person AND later.circle_id = e.circle_id
              AND later.written_at > e.written_at)
        AND NOT EXISTS (
            SELECT 1 FROM engagements_approach a
            JOIN officials_reviewrequest r ON r.id = a.review_id
            WHERE a.exposure_id = e.id AND r.state = 'signed')
    ) THEN
        RETURN 'The risk of exposure is red, and not signed by a manager.';
    END IF;
    SELECT max(c.valid_until) INTO checked_until
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        JOIN officials_conductcheck c ON c.id = a.conduct_id
        WHERE a.official_id = person AND (r.state = 'signed' OR r.state = 'unsigned'
              AND r.ahead_at > clock_timestamp() - interval '72 hours');
    IF checked_until >= current_date THEN
        RETURN NULL;
    ELSIF checked_until IS NOT NULL THEN
        RETURN 'The conduct check ran out: write a new version of “Before we approach” and have it signed.';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        WHERE a.official_id = person AND r.state = 'unsigned'
    ) THEN
        RETURN 'The 72 hours without a signature are over: have “Before we approach” signed.';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        WHERE a.official_id = person AND r.state = 'withdrawn'
    ) THEN
        RETURN 'The signature was withdrawn: write a new version of “Before we approach” and have it signed.';
    END IF;
    RETURN 'It takes a signed “Before we approach” before the first contact.';
END $$;

-- Why it is no dialogue yet: nobody saw them answer, or turn to us.
CREATE FUNCTION app_unanswered(person uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT EXISTS (
        SELECT 1 FROM engagements_outreachaction x
        JOIN engagements_actionofficial o ON o.action_id = x.id
        WHERE o.official_id = person AND x.state = 'done'
          AND (x.responded OR x.direction = 'in'))
    THEN 'It takes a contact that took place, in which they responded or came to us.'
    END
$$;
"""
REFUSAL = """
-- Why a relationship cannot move between two stages, in English, or NULL.
CREATE OR REPLACE FUNCTION app_stage_refusal(
    relationship uuid, from_stage text, to_stage text, reason text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ladder text[] := ARRAY['monitored', 'identified', 'approached', 'in_dialogue',
                           'collaborating', 'ally'];
    here int := array_position(ladder, from_stage);
    there int := array_position(ladder, to_stage);
    person uuid := (SELECT official_id FROM engagements_relationship
                    WHERE id = relationship);
BEGIN
    IF from_stage = to_stage THEN
        RETURN 'It is at that stage already.';
    ELSIF there IS NULL AND to_stage NOT IN ('paused', 'closed') THEN
        RETURN 'There is no such stage.';
    ELSIF there IS NOT NULL AND here IS NULL
          AND to_stage <> app_stage_before_rest(relationship) THEN
        RETURN 'From “paused” and “closed” it goes back to where it stood before.';
    ELSIF here IS NOT NULL AND abs(there - here) > 1 THEN
        RETURN 'It moves one stage at a time.';
    ELSIF there = here + 1 AND to_stage = 'identified' THEN
        RETURN app_identified_refusal(relationship);
    ELSIF there = here + 1 AND to_stage = 'approached' THEN
        RETURN app_unprepared(person);
    ELSIF there = here + 1 THEN
        RETURN app_unanswered(person);
    ELSIF btrim(reason) = '' THEN
        RETURN 'Say why.';
    ELSIF here IS NULL AND there > 1 AND app_signature_withdrawn(relationship) THEN
        RETURN 'The signature was withdrawn: write a new version of “Before we approach” and have it signed.';
    END IF;
    RETURN NULL;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION app_stage_refusal(
    relationship uuid, from_stage text, to_stage text, reason text) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT 'Moves wait for the next migration.' $$;
DROP FUNCTION app_unprepared, app_unanswered;
"""
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
    dependencies = [("engagements", "0010_tailoring")]
    operations = [
        migrations.RunSQL(PREPARED + REFUSAL, AS_BEFORE),
        migrations.RunSQL(SAYS, "DROP FUNCTION app_says"),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
