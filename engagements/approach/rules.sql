-- What a signature binds, and who may give one.

-- Why this person cannot sign an approach, as a code, or NULL: who signs neither wrote
-- it, nor checked the conduct, nor weighed the exposure, nor leads the relationship.
CREATE OR REPLACE FUNCTION app_approach_unsignable(approach uuid, person bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN person IN (a.written_by_id, c.checked_by_id, e.written_by_id)
            THEN 'signed_by_writer'
        WHEN EXISTS (
            SELECT 1 FROM engagements_relationship r
            WHERE r.official_id = a.official_id AND r.lead_id = person)
            THEN 'signed_by_lead'
    END
    FROM engagements_approach a
    LEFT JOIN officials_conductcheck c ON c.id = a.conduct_id
    LEFT JOIN officials_exposurerisk e ON e.id = a.exposure_id
    WHERE a.id = approach
$$;

-- Whether a text holds a word, or words in a row, in any form (Russian, English).
CREATE OR REPLACE FUNCTION app_says(said text, word text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('russian', said) @@ phraseto_tsquery('russian', word)
$$;
