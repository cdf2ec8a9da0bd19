"""The tree of themes: merged, used no longer, sown."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from engagements.monitoring.models import NoteTheme
from engagements.together.models import Watch
from officials.people.models import OfficialTheme
from officials.themes import themes
from officials.themes.models import Theme
from tests.factories.accounts import UserFactory
from tests.factories.exchanges import ExchangeFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory
from tests.factories.together import WatchFactory
from tests.factories.translations.catalogue import DocumentFactory

pytestmark = pytest.mark.django_db


def test_a_merged_theme_is_the_other_one_everywhere_and_nowhere_twice():
    goes, stays = ThemeFactory(), ThemeFactory()
    hidden = NoteFactory(circle=CircleFactory())
    both = OfficialFactory()
    for whole in (hidden, both, DocumentFactory(), ExchangeFactory()):
        whole.themes.add(goes)
    both.themes.add(stays)
    below = ThemeFactory(parent=goes)
    watcher = UserFactory()
    for theme in (goes, stays):
        WatchFactory(watcher=watcher, theme=theme)
    WatchFactory(theme=goes)

    themes.merge(goes, stays)

    assert not Theme.objects.filter(pk=goes.pk).exists()
    assert list(hidden.themes.all()) == [stays]
    assert OfficialTheme.objects.filter(theme=stays).count() == 1
    assert stays.document_links.count() == stays.exchange_links.count() == 1
    assert Watch.objects.filter(theme=stays).count() == 2
    below.refresh_from_db()
    assert below.parent == stays


def test_a_theme_merged_into_a_narrower_one_leaves_no_loop():
    top = ThemeFactory()
    goes = ThemeFactory(parent=top)
    between = ThemeFactory(parent=goes)
    stays = ThemeFactory(parent=between)

    themes.merge(goes, stays)

    stays.refresh_from_db()
    between.refresh_from_db()
    assert (stays.parent, between.parent) == (top, stays)


def test_a_theme_is_not_merged_into_itself_or_into_one_no_longer_used():
    theme, old = ThemeFactory(), ThemeFactory(deprecated=True)

    with pytest.raises(ValidationError, match="the same theme"):
        themes.merge(theme, theme)
    with pytest.raises(ValidationError, match="no longer used"):
        themes.merge(theme, old)
    assert Theme.objects.count() == 2


def test_an_administrator_sees_the_counts_before_a_merge(as_role):
    client = as_role("Administrator")
    goes, stays = ThemeFactory(name="Jails"), ThemeFactory(name="Prisons")
    NoteFactory().themes.add(goes)
    NoteFactory(circle=CircleFactory()).themes.add(goes)
    address = f"/admin/officials/theme/{goes.pk}/merge/"
    assert address in client.get(address.replace("merge", "change")).content.decode()

    page = client.post(address, {"stays": stays.pk}).content.decode()

    assert "Merge “Jails” into “Prisons”?" in page
    assert ": 1</li>" in page  # the other note is not for this reader
    assert Theme.objects.count() == 2
    client.post(address, {"stays": stays.pk, "confirmed": "1"})
    assert Theme.objects.get() == stays
    assert NoteTheme.objects.filter(theme=stays).count() == 2


def test_only_an_administrator_merges_themes(as_role):
    goes, stays = ThemeFactory(), ThemeFactory()
    client = as_role("Manager", is_staff=True)

    data = {"stays": stays.pk, "confirmed": "1"}
    answer = client.post(f"/admin/officials/theme/{goes.pk}/merge/", data)

    assert answer.status_code == 403
    assert Theme.objects.count() == 2


def test_a_theme_no_longer_used_is_not_offered_but_stays_where_it_is(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    old = ThemeFactory(name="Militia", deprecated=True)
    official.themes.add(old)

    assert "Militia" not in client.get("/notes/new/").content.decode()
    assert "Militia" not in client.get("/notes/").content.decode()
    assert "Militia" in client.get(f"/officials/{official.pk}/edit/").content.decode()
    assert "Militia" in client.get(f"/officials/{official.pk}/").content.decode()


def test_another_theme_is_named_only_by_one_no_longer_used():
    with pytest.raises(ValidationError, match="only of one no longer used"):
        Theme(name="Militia", use_instead=ThemeFactory()).full_clean()


def test_no_theme_stands_above_itself():
    top = ThemeFactory()
    below = ThemeFactory(parent=ThemeFactory(parent=top))
    top.parent = below

    with pytest.raises(ValidationError, match="narrower than this one"):
        top.full_clean()


def test_sown_themes_are_a_tree_in_two_languages_and_sown_once(capsys):
    ThemeFactory(name="Fair trial", name_ru="Честный суд")

    call_command("seed_themes")
    call_command("seed_themes")

    assert capsys.readouterr().out.splitlines()[-1] == "0 themes added."
    assert Theme.objects.get(name="Fair trial").name_ru == "Честный суд"
    assert Theme.objects.get(name="Juries").parent.name == "Fair trial"
    assert 40 <= Theme.objects.count() <= 50
    assert not Theme.objects.filter(name_ru="").exists()
