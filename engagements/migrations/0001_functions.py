"""What the policies and triggers of the tables ask: made before the tables."""

from django.db import migrations

# The requests for a second assessment that wait for the reader: until theirs is
# written, the first does not show to them.
BLIND = """
CREATE FUNCTION app_blind_to() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT id FROM officials_reviewrequest
        WHERE asked_of_id = app_uid() AND state = 'open'
          AND kind = 'second_assessment')
$$;
"""
# The argument is the name of the rule, which the trigger on the evidence keeps too.
RESTS = """
CREATE FUNCTION app_rests_on_something() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked uuid := CASE TG_TABLE_NAME WHEN 'engagements_score' THEN to_jsonb(NEW) ->> 'id'
                       ELSE to_jsonb(OLD) ->> 'score_id' END;
BEGIN
    IF EXISTS (SELECT 1 FROM engagements_score s
               WHERE s.id = asked AND btrim(s.reason) = ''
                 AND NOT EXISTS (SELECT 1 FROM engagements_scoreevidence e
                                 WHERE e.score_id = s.id)) THEN
        RAISE EXCEPTION 'a score rests on notes or on a reason'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0],
                  TABLE = 'engagements_score';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0002_tables")]
    operations = [
        migrations.RunSQL(BLIND, "DROP FUNCTION app_blind_to"),
        migrations.RunSQL(RESTS, "DROP FUNCTION app_rests_on_something"),
    ]
