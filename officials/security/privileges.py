"""What the two roles of the database may do, in SQL.

The owner owns everything. The serving role reads and writes rows. It cannot empty a
table at once, hang a trigger on one or make one, but for temporary ones; history it
reads and adds to; a function that only triggers call it cannot call.
"""

from psycopg.sql import SQL, Literal

DEFAULTS = """
DO $$
DECLARE
    owner text := {owner};
    serving text := {serving};
    -- Statistics after an import: before Postgres 17 only an owner can gather them.
    maintain text := CASE WHEN current_setting('server_version_num')::int >= 170000
                          THEN ', MAINTAIN' ELSE '' END;
    rule text;
BEGIN
    FOREACH rule IN ARRAY ARRAY[
        'GRANT SELECT, INSERT, UPDATE, DELETE' || maintain || ' ON TABLES TO %I',
        'GRANT USAGE, SELECT ON SEQUENCES TO %I',
        'REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
        'GRANT EXECUTE ON FUNCTIONS TO %I'
    ] LOOP
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', owner)
             || format(rule, serving);
    END LOOP;
END $$;
"""
# What is there: only what differs is touched, so that it may be said at any time.
PRESENT = """
DO $$
DECLARE
    owner text := {owner};
    serving text := {serving};
    full_rights text[] := CASE
        WHEN current_setting('server_version_num')::int >= 170000
        THEN '{{DELETE,INSERT,MAINTAIN,SELECT,UPDATE}}'
        ELSE '{{DELETE,INSERT,SELECT,UPDATE}}' END;
    it record;
BEGIN
    FOR it IN
        SELECT * FROM (
            SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END
                   || c.oid::regclass AS named,
                   CASE
                       WHEN c.relkind = 'S' THEN '{{SELECT,USAGE}}'
                       WHEN c.relname = 'django_migrations' THEN '{{SELECT}}'
                       WHEN c.relname = 'pghistory_context'
                           THEN '{{INSERT,SELECT,UPDATE}}'
                       WHEN EXISTS (
                           SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                           AND a.attname = 'pgh_obj_id' AND NOT a.attisdropped)
                           THEN '{{INSERT,SELECT}}'
                       ELSE full_rights
                   END::text[] AS wanted,
                   ARRAY(SELECT a.privilege_type FROM aclexplode(c.relacl) a
                         WHERE a.grantee = to_regrole(quote_ident(serving))
                         ORDER BY 1) AS held
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace
              AND c.relowner = to_regrole(quote_ident(owner))
              AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        ) relation WHERE wanted <> held
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %I', it.named, serving);
        EXECUTE format('GRANT %s ON %s TO %I',
                       array_to_string(it.wanted, ', '), it.named, serving);
    END LOOP;
    FOR it IN
        SELECT * FROM (
            SELECT p.oid::regprocedure AS named,
                   CASE WHEN p.prorettype NOT IN
                             ('trigger'::regtype, 'event_trigger'::regtype)
                        THEN ARRAY[to_regrole(quote_ident(serving))::oid]
                        ELSE '{{}}' END AS wanted,
                   ARRAY(SELECT a.grantee
                         FROM aclexplode(
                             coalesce(p.proacl, acldefault('f', p.proowner))) a
                         WHERE a.grantee IN
                               (0, to_regrole(quote_ident(serving))::oid)) AS held
            FROM pg_proc p
            WHERE p.pronamespace = 'public'::regnamespace
              AND p.proowner = to_regrole(quote_ident(owner))
        ) routine WHERE wanted <> held
    LOOP
        EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC, %I', it.named, serving);
        IF it.wanted <> '{{}}' THEN
            EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO %I', it.named, serving);
        END IF;
    END LOOP;
END $$;
"""
# Whether there are tables that the role may not read; whether it cannot gather their
# statistics; whether it may write functions: a trigger of its own, on a temporary
# table, could forge history.
LACKING = """
    SELECT EXISTS (SELECT 1 FROM pg_class
                   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                     AND NOT has_table_privilege(oid, 'SELECT')),
           CASE WHEN current_setting('server_version_num')::int < 170000 THEN true
                ELSE EXISTS (
                    SELECT 1 FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace
                      AND relkind IN ('r', 'p') AND has_table_privilege(oid, 'DELETE')
                      AND NOT has_table_privilege(oid, 'MAINTAIN')) END,
           has_language_privilege('plpgsql', 'USAGE')
"""

SUPERUSER = "The database role is a superuser: row security does not bind it."
# A sentence: what is true of the role when it is to be said.
FAULTS = {
    SUPERUSER: "r.rolsuper",
    "The database role has BYPASSRLS: row security does not bind it.": "r.rolbypassrls",
    "The database role owns what it should only use, and can switch off what protects "
    "it: let OWNER_DATABASE_URL name another role, and give that one everything.": """
        EXISTS (
            SELECT 1 FROM pg_shdepend d,
                 pg_identify_object(d.classid, d.objid, 0) thing
            WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid
              AND d.deptype = 'o' AND coalesce(thing.schema, '') !~ '^pg_(toast_)?temp'
              AND (d.dbid = here.oid
                   OR (d.classid = 'pg_database'::regclass AND d.objid = here.oid)))""",
    "The database role is a member of the role that owns the tables, and can do what "
    "that one can: revoke it.": """
        EXISTS (
            SELECT 1 FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relowner <> r.oid
              AND pg_has_role(r.oid, c.relowner, 'MEMBER'))""",
    "The database role may empty tables or hang triggers on them: revoke TRUNCATE, "
    "TRIGGER and REFERENCES.": """
        EXISTS (
            SELECT 1 FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relowner <> r.oid AND has_table_privilege(
                  r.oid, c.oid, 'TRUNCATE, TRIGGER, REFERENCES'))""",
    "The database role may rewrite history: revoke UPDATE and DELETE.": """
        EXISTS (
            SELECT 1 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relowner <> r.oid
              AND a.attname = 'pgh_obj_id' AND NOT a.attisdropped
              AND has_table_privilege(r.oid, c.oid, 'UPDATE, DELETE'))""",
    "The database role may make tables: revoke CREATE on the schema public.": """
        here.datdba <> r.oid AND has_schema_privilege(r.oid, 'public', 'CREATE')""",
}
FAULTY = f"""
    SELECT {", ".join(FAULTS.values())}
    FROM pg_roles r, pg_database here
    WHERE r.rolname = current_user AND here.datname = current_database()
"""  # noqa: S608 - nothing in it is from anybody


def of_roles(owner, serving):
    """A script: what `owner` has made and will make in this database, may be used.

    Twice is no harm. The owner may say it, and a superuser.
    """
    return _script(DEFAULTS + PRESENT, owner, serving)


def of_new_things(owner, serving):
    """A script: what `owner` will make in this database, may be used."""
    return _script(DEFAULTS, owner, serving)


def _script(text, owner, serving):
    script = SQL(text).format(owner=Literal(owner), serving=Literal(serving))
    return script.as_string()
