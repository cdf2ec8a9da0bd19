-- To whom an exchange exposes itself (officials.clearance.goes_out): whoever is invited to
-- it, or confirmed.
CREATE OR REPLACE FUNCTION app_participation_goes_to(participation uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE sql STABLE AS $$
    SELECT p.official_id, 'exposing'::text, p.circle_id, p.let_go_by_id IS NOT NULL
    FROM exchanges_participation p WHERE p.id = participation
$$;
