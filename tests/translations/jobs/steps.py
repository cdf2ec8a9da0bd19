"""The buttons on the page of a translation, pressed as a person does."""

# What each verb asks besides, and a person says.
TYPED = {
    "hand_in": {"machine": "none", "checked": "on"},
    "send_back": {"reason": "Article 5 is missing"},
    "publish": {"verified": "on"},
    "open_again": {"reason": "A wrong number"},
}


def step(client, translation, verb, **typed):
    """Presses the button of `verb`; the answer after the redirect."""
    address = f"/translations/{translation.pk}/{verb.replace('_', '-')}/"
    if verb == "publish":
        typed.setdefault("publish-digest", digest_on_the_page(client, address))
    for name, value in TYPED.get(verb, {}).items():
        typed.setdefault(f"{verb}-{name}", value)
    answer = client.post(address, typed, follow=True)
    translation.refresh_from_db()
    return answer


def digest_on_the_page(client, address):
    """What the form of publishing carries: the digest of the text as it is now."""
    form = (client.get(address).context or {}).get("form")
    return form.initial["digest"] if form else ""
