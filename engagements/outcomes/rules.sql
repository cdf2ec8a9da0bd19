-- Who confirms an outcome, and how outcomes and reforms move.

-- Why this person, or this name, cannot confirm an outcome, or NULL.
CREATE OR REPLACE FUNCTION app_outcome_dependent(
    outcome uuid, person bigint, said_name text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_outcome o
        WHERE o.id = outcome
          AND (o.written_by_id = person OR app_is_called(o.written_by_id, said_name))
    ) THEN
        RETURN 'confirmed_by_writer';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_outcomelink l
        LEFT JOIN engagements_outreachaction a ON a.id = l.action_id
        LEFT JOIN exchanges_exchange e ON e.id = l.exchange_id
        CROSS JOIN LATERAL (VALUES (a.lead_id), (e.lead_id)) who(led)
        WHERE l.outcome_id = outcome
          AND (who.led = person OR app_is_called(who.led, said_name))
    ) THEN
        RETURN 'confirmed_by_lead';
    END IF;
    RETURN NULL;
END $$;

-- Whether somebody independent agrees with an outcome as it is worded now.
CREATE OR REPLACE FUNCTION app_outcome_confirmed(outcome uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM engagements_substantiation s
        JOIN engagements_outcome o ON o.id = s.outcome_id
        WHERE o.id = outcome AND s.agreement IN ('fully', 'partly')
        AND s.recorded_at >= o.worded_at
        AND app_outcome_dependent(outcome, s.person_id, s.name) IS NULL)
$$;

-- Why an outcome cannot move between two states, as a code, or NULL.
CREATE OR REPLACE FUNCTION app_outcome_refusal(
    outcome uuid, from_state text, to_state text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF to_state = from_state THEN
        RETURN NULL;
    ELSIF NOT to_state = ANY (CASE from_state
            WHEN 'draft' THEN ARRAY['described', 'rejected']
            WHEN 'described' THEN ARRAY['draft', 'substantiated', 'rejected']
            WHEN 'substantiated' THEN ARRAY['described', 'published', 'rejected']
            WHEN 'published' THEN ARRAY['substantiated']
            ELSE ARRAY['draft'] END) THEN
        RETURN 'outcome_out_of_order';
    ELSIF to_state IN ('substantiated', 'published')
          AND NOT app_outcome_confirmed(outcome) AND from_state <> 'published' THEN
        RETURN 'outcome_unconfirmed';
    ELSIF to_state = 'published' AND NOT EXISTS (
        SELECT 1 FROM engagements_outcome o
        JOIN officials_reviewrequest r ON r.id = o.review_id
        WHERE o.id = outcome AND r.kind = 'outcome' AND r.state = 'signed'
        AND r.decided_by_id <> o.written_by_id) THEN
        RETURN 'outcome_unsigned';
    END IF;
    RETURN NULL;
END $$;
