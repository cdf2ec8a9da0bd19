"""Rows that cannot all be right: they come in as disputed, for “To mend”.

Two people on one single-seat post on the same certain days, or an end before the
start. A post that the file itself shows with three holders or more at one time has
more seats than one, and keeps them unknown.
"""

from officials.imports.staged_rows import run

CERTAIN = """
    CASE WHEN {0}started IS NULL
              OR {0}ended IS NOT NULL AND upper({0}started) - 1 >= lower({0}ended)
         THEN 'empty'::daterange
         ELSE daterange(upper({0}started) - 1, lower({0}ended)) END
"""
HOLDERS = f"""
    DROP TABLE IF EXISTS brought_holder, brought_disputed, brought_doubted;
    CREATE TEMPORARY TABLE brought_holder ON COMMIT DROP AS
    SELECT c.number, NULL::uuid AS appointment, c.post, c.official, c.new_post,
           {CERTAIN.format("c.")} AS certain
    FROM brought_claim c
    WHERE c.one_seat AND NOT c.acting AND c.status = 'new'
    UNION ALL
    SELECT NULL, a.id, a.post_id, a.official_id, false,
           app_certain_days(a.started, a.started_circa, a.ended, a.ended_circa)
    FROM officials_appointment a
    WHERE a.circle_id = %(circle)s AND NOT a.acting AND a.post_id IN (
        SELECT post FROM brought_post WHERE one_seat AND NOT is_new);
    DELETE FROM brought_holder WHERE isempty(certain)
"""
CROWDED = """
    UPDATE brought_post q SET one_seat = false, crowded = true FROM (
        SELECT DISTINCT post FROM (
            SELECT post, sum(change) OVER (PARTITION BY post ORDER BY day, change)
                AS seats
            FROM (SELECT post, lower(certain) AS day, 1 AS change
                  FROM (SELECT DISTINCT post, official, certain FROM brought_holder
                        WHERE new_post) h
                  UNION ALL
                  SELECT post, coalesce(upper(certain), 'infinity'), -1
                  FROM (SELECT DISTINCT post, official, certain FROM brought_holder
                        WHERE new_post) h) days
        ) counted WHERE seats >= 3) crowded
    WHERE q.post = crowded.post
"""
DISPUTED = """
    DELETE FROM brought_holder h USING brought_post q
    WHERE q.post = h.post AND NOT q.one_seat;
    ANALYZE brought_holder;
    CREATE TEMPORARY TABLE brought_clash ON COMMIT DROP AS
    WITH suspected AS (
        SELECT DISTINCT post FROM (
            SELECT post, lower(certain) < max(coalesce(upper(certain), 'infinity'))
                OVER (
                PARTITION BY post ORDER BY lower(certain), number, appointment
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS clashing
            FROM brought_holder) o
        WHERE clashing
    )
    SELECT DISTINCT one.number, one.appointment
    FROM suspected JOIN brought_holder one USING (post) JOIN brought_holder other
        USING (post)
    WHERE one.official <> other.official AND one.certain && other.certain
      AND (one.number IS NOT NULL OR other.number IS NOT NULL);
    CREATE TEMPORARY TABLE brought_disputed ON COMMIT DROP AS
    SELECT number, 'two-holders' AS why FROM brought_clash WHERE number IS NOT NULL
    UNION
    SELECT number, 'ends-before' FROM brought_claim
    WHERE status IN ('new', 'changed') AND started IS NOT NULL AND ended IS NOT NULL
      AND upper(ended) <= lower(started)
      AND number NOT IN (SELECT number FROM brought_clash WHERE number IS NOT NULL);
    CREATE TEMPORARY TABLE brought_doubted ON COMMIT DROP AS
    SELECT appointment FROM brought_clash WHERE appointment IS NOT NULL
"""


def find_contradictions(to):
    """Fills `brought_disputed` (rows) and `brought_doubted` (appointments on record).

    Posts that the rows crowd lose their `one_seat` in `brought_post`.
    """
    run(HOLDERS, circle=to.circle.pk)
    run(CROWDED)
    run("DROP TABLE IF EXISTS brought_clash;" + DISPUTED)
