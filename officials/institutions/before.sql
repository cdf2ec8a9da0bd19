-- Who certainly held a post.

-- The days on which somebody certainly held a post; “about” leaves a year more in doubt.
CREATE OR REPLACE FUNCTION app_certain_days(
    started daterange, started_circa boolean, ended daterange, ended_circa boolean
) RETURNS daterange LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN started IS NULL OR ended IS NOT NULL AND first >= last THEN 'empty'::daterange
        ELSE daterange(first, last)
    END FROM (SELECT
        upper(started) - 1 + CASE WHEN started_circa THEN 365 ELSE 0 END AS first,
        lower(ended) - CASE WHEN ended_circa THEN 365 ELSE 0 END AS last) days
$$;
