import pytest, uuid
from tests.factories import *
@pytest.mark.django_db
def test_x(as_role, settings):
    settings.SECOND_FACTOR_REQUIRED=False
    o=OfficialFactory(circle=CircleFactory())
    c = as_role("Administrator")
    for id in (o.pk, uuid.UUID(int=7)):
      for what in ("change","history","delete"):
        r=c.get(f"/admin/officials/official/{id}/{what}/", follow=False)
        print(r.status_code, r.headers, r.cookies, r.content[:300])
    assert 0
