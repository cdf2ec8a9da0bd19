-- What is asked of the register.

-- A partial date as in files: 2009, 2009-05, 2009-05-13, else both ends. STABLE, as
-- `to_char` is: an immutable one could not be written into the query that asks it, and
-- cost twenty times as much.
CREATE OR REPLACE FUNCTION app_partial_date(days daterange) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN isempty(days) THEN NULL
        WHEN upper(days) = lower(days) + 1
            THEN to_char(lower(days)::timestamp, 'YYYY-MM-DD')
        WHEN date_trunc('year', lower(days)::timestamp) = lower(days)
             AND upper(days) = lower(days) + interval '1 year'
            THEN to_char(lower(days)::timestamp, 'YYYY')
        WHEN date_trunc('month', lower(days)::timestamp) = lower(days)
             AND upper(days) = lower(days) + interval '1 month'
            THEN to_char(lower(days)::timestamp, 'YYYY-MM')
        ELSE to_char(lower(days)::timestamp, 'YYYY-MM-DD') || '/'
             || to_char((upper(days) - 1)::timestamp, 'YYYY-MM-DD')
    END
$$;
