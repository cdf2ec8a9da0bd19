"""The backend of a database with two roles: `ENGINE = "officials.postgres"`."""
