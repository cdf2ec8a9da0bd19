"""What a human-rights office has besides the register: posts, leads, work done.

Drawn for an office of ten: 620 institutions with 41 posts each; 85 of 100 officials
hold a post today, half held another before, one in 20 holds two. We engage with 300
of them, who are those most often in the news, and know the rest from the record alone;
each of ten leads thirty. 30,000 actions in six years, 85 of 100 towards those 300; one
in 60 is still planned, some of them overdue. Every fifth left a commitment, and those
of late are open. Themes are said of one in five, a Wikidata item of one in twenty.

All is written by a few statements, without triggers: history is left out.
"""

from django.contrib.auth.models import Group
from django.db import connection

from benchmarks.data import a_reader, filled_at_once
from engagements.relationships.workflow import LADDER
from officials.institutions.models import Institution
from officials.names.fold import fold
from officials.security.context import as_system
from officials.security.ownership import as_owner
from officials.themes.models import Theme
from staff.models import User

KINDS = (
    ("ministry", "Ministry of Justice", "Министерство юстиции"),
    ("police", "Police", "Полиция"),
    ("court", "Court", "Суд"),
    ("prosecutor", "Prosecutor’s Office", "Прокуратура"),
    ("prison", "Prison Service", "Служба исполнения наказаний"),
    ("ombudsman", "Ombudsman", "Уполномоченный по правам человека"),
    ("local_administration", "Administration", "Администрация"),
)
REGIONS = 87
TITLES = [
    ("Head", "Начальник"),
    ("Deputy head", "Заместитель начальника"),
    *((f"Head of department {n}", f"Начальник отдела № {n}") for n in range(1, 10)),
    *((f"Inspector of unit {n}", f"Инспектор подразделения № {n}") for n in range(30)),
]

DRAWN_FROM = """
    CREATE TEMPORARY TABLE person ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM officials_official;
    CREATE TEMPORARY TABLE place ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM officials_institution;
    CREATE TEMPORARY TABLE lead ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM staff_user
        WHERE username = 'bench' OR username LIKE 'lead%';
    CREATE TEMPORARY TABLE theme ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM officials_theme;
    CREATE TEMPORARY TABLE title
        (n int, english text, russian text, folded text) ON COMMIT DROP;
    CREATE TEMPORARY TABLE engaged ON COMMIT DROP AS
        SELECT k, person.id, lead.id AS lead_id, other.id AS deputy_id
        FROM generate_series(0, {engaged} - 1) k
        JOIN person ON person.n = k
            + floor(({people} - {engaged}) * power(k::float / {engaged}, 2))::int
        JOIN lead ON lead.n = k % {leads}
        LEFT JOIN lead other ON k % 2 = 0 AND other.n = (k + 1) % {leads};
    CREATE UNIQUE INDEX ON person (n);
    CREATE UNIQUE INDEX ON engaged (k);
    ANALYZE person; ANALYZE engaged
"""
POSTS = """
    INSERT INTO officials_post
        (circle_id, institution_id, title, native_title, is_leading, seats, function,
         folded)
    SELECT 1, place.id, title.english, title.russian, title.n = 0,
           CASE WHEN title.n = 0 THEN 1 END, '', title.folded
    FROM place CROSS JOIN title
    ON CONFLICT DO NOTHING
"""
# The first officials head one institution each; all others share its other posts.
HELD = """
    WITH post AS (
        SELECT post.id, place.n AS place_n, title.n AS title_n, post.single_seat
        FROM officials_post post JOIN place ON place.id = post.institution_id
        JOIN title ON title.english = post.title
    ), held AS (
        SELECT id, n % {places} AS place_n,
               CASE WHEN n < {places} THEN 0 ELSE 1 + n / {places} % {lesser} END
                   AS title_n,
               current_date - 60 - (n * 37 % 2400)::int AS since, NULL::date AS until
        FROM person WHERE n % 20 < 17
        UNION ALL
        SELECT id, (n + 7) % {places}, 1 + (n + 3) % {lesser},
               current_date - 2600 - (n % 1500)::int,
               current_date - 2500 + (n % 30)::int
        FROM person WHERE n % 2 = 0
        UNION ALL
        SELECT id, (n + 11) % {places}, 1 + (n + 5) % {lesser},
               current_date - 400 - (n % 300)::int, NULL
        FROM person WHERE n % 20 = 3
    )
    INSERT INTO officials_appointment
        (circle_id, official_id, post_id, started, started_circa, ended, ended_circa,
         acting, term, disputed, single_seat, source)
    SELECT 1, held.id, post.id, daterange(since, since + 1), false,
           CASE WHEN until IS NOT NULL THEN daterange(until, until + 1) END, false,
           false, '', false, single_seat, ''
    FROM held JOIN post USING (place_n, title_n)
"""
THEMES = """
    INSERT INTO officials_officialtheme (circle_id, official_id, theme_id)
    SELECT 1, person.id, theme.id FROM person
    JOIN theme ON theme.n IN (person.n % {themes}, (person.n / 7) % {themes})
    WHERE person.n % 5 = 0
"""
IDENTIFIERS = """
    INSERT INTO officials_identifier (circle_id, official_id, scheme, value)
    SELECT 1, id, 'wikidata', 'Q' || (1000000 + n) FROM person WHERE n % 20 = 1
"""
RELATIONSHIPS = """
    INSERT INTO engagements_relationship
        (circle_id, official_id, lead_id, deputy_id, rhythm_days, warmth, began_on,
         stage, remarks)
    SELECT 1, id, lead_id, deputy_id, (array[30, 60, 90, 90, 180])[1 + k % 5],
           (array[0, 1, 2, 3, 3])[1 + k / 10 % 5],
           current_date - 200 - k * 37 % 1900,
           (array['monitored', 'monitored', 'identified', 'identified', 'approached',
                  'approached', 'in_dialogue', 'in_dialogue', 'collaborating', 'ally']
           )[1 + k / 10 % 10], ''
    FROM engaged
"""
MOVES = """
    INSERT INTO engagements_stagemove
        (circle_id, relationship_id, from_stage, to_stage, reason, was_so_before,
         moved_by_id, moved_at)
    SELECT 1, relationship.id, CASE WHEN rung = 1 THEN '' ELSE ladder[rung - 1] END,
           ladder[rung], '', false, lead_id, began_on + 30 * (rung - 1) + time '12:00'
    FROM engagements_relationship relationship
    CROSS JOIN (SELECT %s::text[] AS ladder) stages
    CROSS JOIN generate_series(1, 6) rung
    WHERE rung <= array_position(ladder, stage)
"""
ACTIONS = """
    CREATE TEMPORARY TABLE deed ON COMMIT DROP AS
    SELECT drawn.*, app_new_key() AS id,
           CASE WHEN drawn.n % 20 < 17 THEN engaged.id ELSE person.id END AS person_id,
           CASE WHEN drawn.n % 20 < 17 THEN engaged.lead_id ELSE lead.id END AS lead_id
    FROM (
        SELECT n, (power(random(), 1.5) * ({engaged} - 1))::int AS k,
               floor(random() * {people})::int AS person_n,
               CASE WHEN n % 60 = 0 THEN 'planned' WHEN n % 50 = 1 THEN 'cancelled'
                    ELSE 'done' END AS state,
               CASE WHEN n % 60 = 0 THEN current_date - 10 + (random() * 60)::int
                    ELSE current_date - (power(random(), 1.2) * 2190)::int END AS day
        FROM generate_series(1, {actions}) n
    ) drawn
    JOIN engaged USING (k) JOIN person ON person.n = person_n
    JOIN lead ON lead.n = drawn.n % {leads};
    INSERT INTO engagements_outreachaction
        (id, circle_id, currency, kind, state, direction, subject, planned_on, done_on,
         place, lead_id, interpreter, others_present, nevertheless, result, responded,
         next_step, next_step_on, folded)
    SELECT id, 1, '', (array['meeting', 'call', 'letter', 'email', 'email', 'messenger',
               'invitation', 'document', 'visit', 'congratulation'])[1 + n % 10],
           state, CASE WHEN n % 5 = 0 THEN 'in' ELSE 'out' END,
           'About case ' || n % 997, day,
           CASE WHEN state = 'done' THEN day END, '', lead_id, '', '', '',
           CASE WHEN state = 'planned' THEN '' ELSE repeat('They listened. ', 8) END,
           state = 'done' AND n % 5 < 2,
           CASE WHEN state = 'done' AND n % 10 = 3 THEN 'Write to them' ELSE '' END,
           CASE WHEN state = 'done' AND n % 10 = 3 THEN day + 21 END,
           'about case ' || n % 997
    FROM deed;
    INSERT INTO engagements_actionofficial (circle_id, action_id, official_id)
    SELECT 1, deed.id, person_id FROM deed
    UNION
    SELECT 1, deed.id, other.id FROM deed JOIN person other
        ON other.n = (deed.person_n + 1) % {people}
    WHERE deed.n % 5 = 2
    ON CONFLICT DO NOTHING;
    INSERT INTO engagements_commitment
        (circle_id, action_id, position, ask, text, whose, made_on, due_on, state,
         settled_on, settled_by_id, settled_how)
    SELECT 1, id, '', '', 'Send the figures',
           CASE WHEN n % 2 = 0 THEN 'them' ELSE 'us' END, day, day + 60,
           CASE WHEN day > current_date - 70 THEN 'open' ELSE 'kept' END,
           CASE WHEN day <= current_date - 70 THEN day + 55 END,
           CASE WHEN day <= current_date - 70 THEN lead_id END, ''
    FROM deed WHERE state = 'done' AND n % 5 = 4
"""
TABLES = (
    "officials_post",
    "officials_appointment",
    "officials_officialtheme",
    "officials_identifier",
    "engagements_relationship",
    "engagements_stagemove",
    "engagements_outreachaction",
    "engagements_actionofficial",
    "engagements_commitment",
)
COUNTED = "SELECT count(*) FROM engagements_outreachaction"
# The owner of a table passes its policies then, as who serves never does: this is how
# the plain admin reads it.
BESIDE_THE_POLICIES = """
    DO $$ DECLARE walled regclass; BEGIN
        FOR walled IN SELECT oid FROM pg_class WHERE relforcerowsecurity LOOP
            EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', walled);
        END LOOP;
    END $$
"""


@as_owner()
def fill_office(leads=10, engaged=300, actions=30_000):
    """Makes the office unless it is there; `benchmarks.data.fill` goes before."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(COUNTED)
        is_there = cursor.fetchone()[0] >= actions
    if not is_there:
        people_and_places(leads)
        with as_system(), connection.cursor() as cursor:
            write_office(cursor, leads, engaged, actions)
    with connection.cursor() as cursor:
        cursor.execute(BESIDE_THE_POLICIES)
        if not is_there:
            cursor.execute("VACUUM ANALYZE")


def people_and_places(leads):
    """Those who lead, all officers; the institutions, national and of each region."""
    officers = Group.objects.get(name="Officer")
    a_reader().groups.add(officers)
    for number in range(1, leads):
        User.objects.get_or_create(
            username=f"lead{number}",
            defaults={"full_name": f"Lead {number}", "password": "!"},
        )[0].groups.add(officers)
    with as_system():
        if not Theme.objects.exists():
            for n in range(20):
                Theme.objects.create(name=f"Theme {n}", name_ru=f"Тема {n}")
        for kind, english, russian in KINDS:
            above, is_new = Institution.objects.get_or_create(
                name=english,
                defaults={"native_name": russian, "kind": kind, "country": "RU"},
            )
            if is_new:
                Institution.objects.bulk_create(
                    Institution(
                        name=f"{english} of region {n}",
                        native_name=f"{russian}, регион № {n}",
                        folded=fold(f"{english} of region {n} {russian}"),
                        kind=kind,
                        level=Institution.Level.REGIONAL,
                        country="RU",
                        region=f"Region {n}",
                        parent=above,
                    )
                    for n in range(REGIONS)
                )


def write_office(cursor, leads, engaged, actions):
    """All the rest, in the transaction of `cursor`."""
    cursor.execute("SELECT setseed(0.5)")
    cursor.execute("SELECT count(*) FROM officials_official")
    words = {"leads": leads, "engaged": engaged, "actions": actions}
    words["people"] = cursor.fetchone()[0]
    words["places"] = Institution.objects.count()
    words["themes"] = Theme.objects.count()
    words["lesser"] = len(TITLES) - 1
    cursor.execute(DRAWN_FROM.format(**words))
    with cursor.copy("COPY title FROM STDIN") as copy:
        for n, titles in enumerate(TITLES):
            copy.write_row((n, *titles, fold(" ".join(titles))))
    for table in reversed(TABLES):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - of ours
    with filled_at_once(cursor, *TABLES):
        for statements in (POSTS, HELD, THEMES, IDENTIFIERS, RELATIONSHIPS):
            cursor.execute(statements.format(**words))
        cursor.execute(MOVES, [list(LADDER)])
        cursor.execute(ACTIONS.format(**words))
