"""Pages come compressed to who asked for them, and files as they are."""

import gzip

import pytest

from tests.factories.people import OfficialFactory

pytestmark = pytest.mark.django_db

BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(as_role):
    for number in range(30):
        OfficialFactory(named=f"Анна Волкова{number}")
    return as_role("Officer")


@pytest.mark.parametrize("who", ["same-origin", "none"])
def test_a_page_comes_compressed_and_small(client, who):
    plain = client.get("/officials/")
    compressed = client.get("/officials/", headers={**BROWSER, "Sec-Fetch-Site": who})

    assert "Content-Encoding" not in plain
    assert compressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed["Vary"]
    assert int(compressed["Content-Length"]) == len(compressed.content)
    assert len(compressed.content) < len(plain.content) / 4
    assert "Волкова7" in gzip.decompress(compressed.content).decode()


@pytest.mark.parametrize("who", ["cross-site", "same-site", None])
def test_a_page_that_another_site_asked_for_is_not_compressed(client, who):
    headers = {**BROWSER, "Sec-Fetch-Site": who}
    if who is None:
        del headers["Sec-Fetch-Site"]

    assert "Content-Encoding" not in client.get("/officials/?q=x", headers=headers)


def test_the_same_page_has_another_size_each_time(client):
    sizes = {len(client.get("/officials/", headers=BROWSER).content) for _n in range(9)}

    assert len(sizes) > 1


def test_a_file_is_streamed_as_it_is(client):
    response = client.get("/officials/?format=csv", headers=BROWSER)

    assert "Content-Encoding" not in response
    assert next(iter(response.streaming_content)).startswith(b"\xef\xbb\xbf")
