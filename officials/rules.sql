-- What is asked of the register.

-- A partial date as in files: 2009, 2009-05, 2009-05-13, else both ends.
CREATE OR REPLACE FUNCTION app_partial_date(days daterange) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN isempty(days) THEN NULL
        WHEN upper(days) = lower(days) + 1 THEN to_char(lower(days), 'YYYY-MM-DD')
        WHEN date_trunc('year', lower(days)) = lower(days)
             AND upper(days) = lower(days) + interval '1 year'
            THEN to_char(lower(days), 'YYYY')
        WHEN date_trunc('month', lower(days)) = lower(days)
             AND upper(days) = lower(days) + interval '1 month'
            THEN to_char(lower(days), 'YYYY-MM')
        ELSE to_char(lower(days), 'YYYY-MM-DD') || '/'
             || to_char(upper(days) - 1, 'YYYY-MM-DD')
    END
$$;
