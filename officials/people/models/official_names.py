"""What an official is called: chosen from their names by the database itself."""

import pgtrigger

# The name shown comes first, a former one last; then as they were written down.
CHOSEN = """
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
        FROM ({touched}) touched LEFT JOIN (
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
           coalesce(chosen.latin_sort, chosen.any_sort, ''));
    RETURN NULL;
"""

OLD = "SELECT official_id FROM old_names"
NEW = "SELECT official_id FROM new_names"


def _trigger(name, operation, touched, **tables):
    return pgtrigger.Trigger(
        name=f"names_of_official_{name}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=CHOSEN.format(touched=touched),
    )


# Once a statement, however many names it writes; a name that moves from one person to
# another changes both.
NAMES_OF_OFFICIAL = [
    _trigger("added", pgtrigger.Insert, f"{NEW} GROUP BY 1", new="new_names"),
    _trigger(
        "changed",
        pgtrigger.Update,
        f"{OLD} UNION {NEW}",
        old="old_names",
        new="new_names",
    ),
    _trigger("removed", pgtrigger.Delete, f"{OLD} GROUP BY 1", old="old_names"),
]
