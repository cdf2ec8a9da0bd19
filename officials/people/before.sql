-- What an official is called: chosen from their names.

-- ChosenName: once a statement, however many names it writes; a name that moves from one
-- person to another changes both. Who has written what would be chosen says so in
-- `app.names_chosen`. The name shown comes first, a former one last; then as they were
-- written down.
CREATE OR REPLACE FUNCTION app_choose_name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT official_id FROM new_names GROUP BY 1'
        WHEN 'DELETE' THEN 'SELECT official_id FROM old_names GROUP BY 1'
        ELSE 'SELECT official_id FROM old_names UNION SELECT official_id FROM new_names'
    END;
BEGIN
    IF current_setting('app.names_chosen', true) = 'yes' THEN
        RETURN NULL;
    END IF;
    EXECUTE format($query$
        UPDATE officials_official o SET
            name = coalesce(chosen.latin, chosen.any_name, ''),
            native_name = coalesce(chosen.native, ''),
            sort_name = coalesce(chosen.latin_sort, chosen.any_sort, '')
        FROM (
            SELECT touched.official_id,
                   (array_agg(text ORDER BY turn)
                        FILTER (WHERE script = 'Latn'))[1] AS latin,
                   (array_agg(sorted ORDER BY turn)
                        FILTER (WHERE script = 'Latn'))[1] AS latin_sort,
                   (array_agg(text ORDER BY turn)
                        FILTER (WHERE script <> 'Latn'))[1] AS native,
                   (array_agg(text ORDER BY turn)
                        FILTER (WHERE text IS NOT NULL))[1] AS any_name,
                   (array_agg(sorted ORDER BY turn)
                        FILTER (WHERE text IS NOT NULL))[1] AS any_sort
            FROM (%s) touched LEFT JOIN (
                SELECT official_id, text, script,
                       left(coalesce(nullif(sort_key, ''), lower(unaccent(coalesce(
                           nullif(family, '') || ' ' || given, text)))), 300) AS sorted,
                       (NOT is_display,
                        kind = 'former'
                        OR coalesce(upper(valid_until) <= current_date, false), id) AS turn
                FROM officials_officialname
            ) names ON names.official_id = touched.official_id
            GROUP BY touched.official_id
        ) chosen
        WHERE o.id = chosen.official_id
          AND (o.name, o.native_name, o.sort_name) IS DISTINCT FROM
              (coalesce(chosen.latin, chosen.any_name, ''), coalesce(chosen.native, ''),
               coalesce(chosen.latin_sort, chosen.any_sort, ''))
    $query$, touched);
    RETURN NULL;
END $$;
