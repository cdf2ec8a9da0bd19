-- Documents: what their rows say together.

-- The titles of a document by language, where each list shows it without asking again.
CREATE OR REPLACE FUNCTION app_titles_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    documents uuid[];
BEGIN
    documents := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.document_id]
        WHEN 'DELETE' THEN ARRAY[OLD.document_id]
        ELSE ARRAY[OLD.document_id, NEW.document_id] END;
    UPDATE translations_document d SET titles = coalesce(
        (SELECT jsonb_object_agg(t.language, t.text)
         FROM translations_documenttitle t WHERE t.document_id = d.id), '{}')
    WHERE d.id = ANY (documents);
    RETURN NULL;
END $$;
