-- How names and texts are compared: what columns and indexes are made of.

-- How the words of a text sound (Daitch-Mokotoff); of each word, all its codes.
CREATE OR REPLACE FUNCTION app_sounds(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT code), '{}')
    FROM regexp_split_to_table(words, '[^a-z]+') word,
         unnest(daitch_mokotoff(word)) code
    WHERE length(word) BETWEEN 2 AND 60;
END;

-- The words of a folded name in alphabetical order, as officials/imports/cells.py.
CREATE OR REPLACE FUNCTION app_words(folded text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(word, ' ' ORDER BY word COLLATE "C"), '')
    FROM string_to_table(
        translate(folded, '-.,;:/()[]{}_+*&#!?@=<>|~^%$\', repeat(' ', 29)), ' ') AS word
    WHERE word <> ''
$$;

-- The stems of running text; the Russian configuration stems Latin words as English.
CREATE OR REPLACE FUNCTION app_stems(VARIADIC parts text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.russian', array_to_string(parts, ' '))
$$;
