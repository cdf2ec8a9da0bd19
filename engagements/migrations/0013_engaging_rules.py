"""Only what is published is handed over; and the playbooks that most teams need."""

from django.db import migrations

PUBLISHED = """
CREATE FUNCTION app_hands_over_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.translation_id IS NULL OR NEW.state <> 'done' OR (
        TG_OP = 'UPDATE' AND OLD.state = 'done'
        AND OLD.translation_id IS NOT DISTINCT FROM NEW.translation_id) THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM translations_translation t
                   WHERE t.id = NEW.translation_id AND t.state = 'published') THEN
        RAISE EXCEPTION 'only what is published is handed over'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'action_hands_over_published',
                  TABLE = 'engagements_outreachaction';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER action_hands_over_published
    AFTER INSERT OR UPDATE OF translation_id, state ON engagements_outreachaction
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
    EXECUTE FUNCTION app_hands_over_published();
"""
UNPUBLISHED = """
DROP TRIGGER action_hands_over_published ON engagements_outreachaction;
DROP FUNCTION app_hands_over_published;
"""
# (name, in Russian, what for, in Russian, anchor, in Russian, steps, the same in
# Russian); a step: (days, kind, subject)
PLAYBOOKS = (
    (
        "New minister",
"Новый министр",
        "The first hundred days of somebody new at the head of an office.",
        "Первые сто дней нового руководителя.",
        "the day of the appointment",
"день назначения",
        (
            (3, "congratulation", "Congratulate on the appointment"),
            (21, "letter", "Introduce ourselves and one useful thing we have"),
            (45, "meeting", "Ask for half an hour to listen"),
            (75, "document", "Hand over a document on what they spoke about"),
            (100, "call", "Ask what of it was of use"),
        ),
        (
            "Поздравить с назначением",
"Представиться и предложить одну полезную вещь",
            "Попросить полчаса, чтобы выслушать",
            "Передать документ о том, что их занимает",
"Спросить, что пригодилось",
        ),
    ),
    (
        "Cold start",
"Первое знакомство",
        "Somebody who does not know us yet, and whom we may approach.",
        "Тот, кто нас ещё не знает и к кому можно обратиться.",
        "the day on which we begin",
"день начала",
        (
            (0, "letter", "Write who we are and why we turn to them"),
            (14, "call", "Ask whether the letter came"),
            (35, "document", "Send one text that helps in their work"),
            (60, "meeting", "Ask for a short meeting"),
        ),
        (
            "Написать, кто мы и почему обращаемся",
"Спросить, дошло ли письмо",
            "Послать один текст, полезный в работе",
"Попросить о короткой встрече",
        ),
    ),
    (
        "After a seminar",
"После семинара",
        "What was begun at a seminar is not forgotten in the week after.",
        "Начатое на семинаре не забывается через неделю.",
        "the last day of the seminar",
"последний день семинара",
        (
            (3, "thanks", "Thank for coming, with the photographs and papers"),
            (14, "call", "Ask what they take into their work"),
            (45, "document", "Send what they asked for at the seminar"),
            (90, "meeting", "See what has changed since"),
        ),
        (
            "Поблагодарить, приложить снимки и материалы",
            "Спросить, что возьмут в работу",
"Послать то, о чём просили на семинаре",
            "Посмотреть, что изменилось",
        ),
    ),
    (
        "Successor",
"Преемник",
        "Somebody we work with leaves, and another takes the post.",
        "Тот, с кем мы работаем, уходит, и приходит другой.",
        "the last day in the post",
"последний день в должности",
        (
            (-14, "meeting", "Ask who comes, and to be introduced"),
            (-3, "thanks", "Thank for the years of work together"),
            (7, "congratulation", "Welcome the successor"),
            (21, "meeting", "Go through what was agreed with the predecessor"),
            (60, "call", "Ask the one who left how they are"),
        ),
        (
            "Спросить, кто придёт, и попросить познакомить",
            "Поблагодарить за годы совместной работы",
"Приветствовать преемника",
            "Пройти по договорённостям с предшественником",
            "Спросить ушедшего, как дела",
        ),
    ),
)


def add_playbooks(apps, schema_editor):
    playbook_model = apps.get_model("engagements", "Playbook")
    step_model = apps.get_model("engagements", "PlaybookStep")
    for name, name_ru, why, why_ru, anchor, anchor_ru, steps, in_russian in PLAYBOOKS:
        playbook = playbook_model.objects.create(
            name=name,
            name_ru=name_ru,
            what_for=why,
            what_for_ru=why_ru,
            anchor=anchor,
            anchor_ru=anchor_ru,
        )
        for (days, kind, subject), russian in zip(steps, in_russian, strict=True):
            step_model.objects.create(
                playbook=playbook,
                days=days,
                kind=kind,
                subject=subject,
                subject_ru=russian,
            )


class Migration(migrations.Migration):
    dependencies = [("engagements", "0012_engaging")]

    operations = [
        migrations.RunSQL(PUBLISHED, UNPUBLISHED),
        migrations.RunPython(add_playbooks, migrations.RunPython.noop),
    ]
