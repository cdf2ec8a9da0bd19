"""The walls around translations and editions (before.sql)."""

from officials.security.walls import Wall

AROUND_TRANSLATIONS = [
    Wall(
        name="translation_earlier_translators",
        function="app_translators_kept",
        moment="BEFORE UPDATE",
    ),
    Wall(
        name="translation_of_others_approved",
        function="app_no_own_work",
        moment="BEFORE UPDATE OF approved_by_id",
        when="NEW.approved_by_id IS NOT NULL",
    ),
    Wall(
        name="translation_of_others_proofread",
        function="app_no_own_work",
        moment="BEFORE UPDATE OF proofread_at, proofreader_id",
        when="NEW.proofread_at IS NOT NULL",
    ),
    Wall(
        name="translation_ticks_fall",
        function="app_ticks_fall",
        moment="BEFORE UPDATE",
    ),
    Wall(
        name="translation_language_stands",
        function="app_language_stands",
        moment="BEFORE UPDATE OF language",
        when="NEW.language IS DISTINCT FROM OLD.language",
    ),
    Wall(
        name="translation_source_stands",
        function="app_source_stands",
        moment="BEFORE UPDATE OF source_id",
        when="NEW.source_id IS DISTINCT FROM OLD.source_id",
    ),
    Wall(
        name="sourcetext_of_sentences_stands",
        function="app_source_stands",
        moment="BEFORE UPDATE OF file, language",
        when="(NEW.file, NEW.language) IS DISTINCT FROM (OLD.file, OLD.language)",
        table="translations_sourcetext",
    ),
    Wall(
        name="translation_takes_pairs_along",
        function="app_pairs_follow",
        moment="AFTER UPDATE OF circle_id",
    ),
]
AROUND_EDITIONS = [
    Wall(
        name="edition_of_what_is_done",
        function="app_done_before_edition",
        moment="BEFORE INSERT",
        when="NEW.translation_id IS NOT NULL",
    ),
    Wall(
        name="edition_of_others_published",
        function="app_no_own_work",
        moment="BEFORE INSERT",
        when="NEW.translation_id IS NOT NULL",
    ),
    Wall(
        name="edition_rights_decided",
        function="app_rights_decided",
        moment="BEFORE INSERT",
        when="NEW.translation_id IS NOT NULL",
    ),
    Wall(
        name="edition_takes_pairs_along",
        function="app_pairs_follow",
        moment="AFTER UPDATE OF circle_id",
    ),
]
