"""How a letter begins: by the rank of the post, and by what the person asked for."""

import pytest

from officials.people.salutation import salutations
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import OfficialFactory, OfficialNameFactory

pytestmark = pytest.mark.django_db
PLAIN = ("Уважаемый Иван Петрович!", "Dear Mr Volkov,")
# Post, and what else is known of it: with a patronymic, without one, in English.
RANKS = (
    ({"title": "Minister of Justice"},
     "Глубокоуважаемый Иван Петрович!", "Уважаемый господин Министр!",
     "Dear Minister,"),
    ({"title": "Second man", "native_title": "Первый заместитель министра юстиции"},
     PLAIN[0], "Уважаемый господин Заместитель Министра!", "Dear Deputy Minister,"),
    ({"title": "Prosecutor General"},
     "Глубокоуважаемый Иван Петрович!", "Уважаемый господин Генеральный прокурор!",
     "Dear Prosecutor General,"),
    ({"title": "Ambassador of Finland"},
     "Глубокоуважаемый Иван Петрович!", "Уважаемый господин Посол!",
     "Dear Ambassador,"),
    ({"title": "Commissioner for Human Rights"},
     "Глубокоуважаемый Иван Петрович!", "Уважаемый господин Уполномоченный!",
     PLAIN[1]),
    ({"title": "Deputy of the State Duma"},
     "Глубокоуважаемый Иван Петрович!", "Уважаемый господин Депутат!", PLAIN[1]),
    ({"title": "Judge of the District Court"},
     PLAIN[0], "Уважаемый господин Судья!", "Dear Judge Volkov,"),
    ({"title": "Member", "function": "judge"},
     PLAIN[0], "Уважаемый господин Судья!", "Dear Judge Volkov,"),
    ({"title": "Major General of Police"},
     PLAIN[0], "Уважаемый господин Генерал!", "Dear General Volkov,"),
    ({"title": "Head of the Service", "rank": 1},
     "Глубокоуважаемый Иван Петрович!", "Уважаемый господин Волков!", PLAIN[1]),
    *(
        ({"title": title}, PLAIN[0], "Уважаемый господин Волков!", PLAIN[1])
        for title in ("Head of department", "General Director", "Minister-Counsellor",
                      "Adviser to the Minister", "Adviser to the Ombudsman")
    ),
)  # fmt: skip


def greeted(russian, *, gender="m", english="Ivan Volkov", **post):
    official = OfficialFactory(named=english, gender=gender)
    OfficialNameFactory(official=official, text=russian, kind="native")
    office = PostFactory(institution=InstitutionFactory(), **post) if post else None
    return [line for _language, line in salutations(official, names(official), office)]


def names(official):
    return list(official.names.all())


@pytest.mark.parametrize(("post", "by_name", "by_post", "english"), RANKS)
def test_a_letter_begins_as_the_rank_of_the_post_asks(post, by_name, by_post, english):
    assert greeted("Волков Иван Петрович", **post) == [by_name, english]
    assert greeted("Иван Волков", **post) == [by_post, english]


def test_without_a_post_a_letter_begins_as_to_anybody():
    assert greeted("Волков Иван Петрович") == [*PLAIN]


def test_a_woman_in_office_is_greeted_as_a_woman():
    person = {"gender": "f", "english": "Anna Volkova", "title": "Minister of Health"}

    assert greeted("Волкова Анна Сергеевна", **person) == [
        "Глубокоуважаемая Анна Сергеевна!",
        "Dear Minister,",
    ]
    assert greeted("Анна Волкова", **person)[0] == "Уважаемая госпожа Министр!"


def test_who_leads_a_court_is_a_judge():
    court = InstitutionFactory(kind="court", level="regional")
    official = OfficialFactory(named="Ivan Volkov", gender="m")
    post = PostFactory(institution=court, title="President of the court", rank=1)

    assert salutations(official, names(official), post) == [
        ("en", "Dear Judge Volkov,")
    ]


def test_who_leads_a_parliament_is_one_of_the_elected():
    chair = {"title": "Chair of the Assembly", "rank": 1}
    duma = InstitutionFactory(kind="parliament", level="regional")
    official = OfficialFactory(named="Иван Петрович Волков", gender="m")

    (opening,) = salutations(
        official, names(official), PostFactory(institution=duma, **chair)
    )

    assert opening == ("ru", "Глубокоуважаемый Иван Петрович!")


def test_nobody_is_greeted_by_initials():
    for name in ("Волков И. П.", "И. П. Волков"):
        assert greeted(name)[0] == "Уважаемый господин Волков!"


def test_what_somebody_wishes_to_be_called_goes_before_their_rank():
    official = OfficialFactory(named="Ivan Volkov", gender="m")
    wished = {"salutation": "Dear Ivan,", "text": "Vanya Volkov", "kind": "alias"}
    OfficialNameFactory(official=official, **wished)
    minister = PostFactory(title="Minister of Justice")

    assert salutations(official, names(official), minister) == [("en", "Dear Ivan,")]


def test_where_nobody_knows_whether_it_is_a_man_or_a_woman_the_name_does():
    assert greeted("Саша Волков", gender="", title="Minister of Justice") == [
        "Здравствуйте, Саша!",
        "Dear Minister,",
    ]
