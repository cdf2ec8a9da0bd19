"""While the database is away, pages say so, and the log says it once."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
from django.test import Client
client = Client(raise_request_exception=False)
for address in ("/accounts/login/", "/healthz", "/officials/?q=Karelin"):
    answer = client.get(address, headers={"host": "localhost"})
    print(answer.status_code, answer["Retry-After"], "does not answer" in answer.text)
"""


def test_every_page_says_that_the_database_does_not_answer():
    nowhere = "postgres://somebody@/office?host=/nowhere"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", ASKED],
        cwd=ROOT,
        env={**os.environ, "DEMO": "true", "DATABASE_URL": nowhere},
        capture_output=True,
        text=True,
    )

    assert done.stdout.splitlines()[-3:] == ["503 30 True"] * 3
    assert "Karelin" not in done.stderr
