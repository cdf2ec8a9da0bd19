"""What was typed into a form and not yet saved: it survives what happens to the page.

The browser sends it while somebody types (static/js/drafts.js); the form offers it
again when it is opened the next time. An address stands for one form.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from staff.models import Draft

LONGEST = 200_000  # letters of what is typed into one form
TAKEN_UP = "draft"  # in the address: the form opens with what was typed
UNKEPT = {"csrfmiddlewaretoken", "once", "draft_page", TAKEN_UP}
SECRET = ("password", "secret", "token")


def page_of(address):
    """The address of a form, as its draft is kept: without what asks for the draft."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != TAKEN_UP]
    return f"{parts.path}?{urlencode(query)}".rstrip("?")[:500]


def here(request):
    """The draft of this page that the person has, or None."""
    page = page_of(request.get_full_path())
    return Draft.objects.of(request.user).filter(page=page).first()


def taken_up(request):
    """Whether the address asks for the form with what was typed before."""
    if request.method != "GET" or TAKEN_UP not in request.GET:
        return False
    view = request.resolver_match.func
    return keeps(view) and here(request) is not None


def keeps(view):
    """Whether what is typed on the page of a view is kept; passwords never are."""
    return getattr(getattr(view, "view_class", None), "keeps_drafts", False)


def unjudged(form):
    """A form with what was typed before: nothing of it is called wrong yet."""
    form._errors = ErrorDict()
    form.cleaned_data = {}
    return form


def context(page, context):
    """What a form page tells the browser: whether it keeps drafts, and the one here.

    With a draft goes the revision from which it was typed, so that what others saved
    since is met and not overwritten.
    """
    if not page.keeps_drafts:
        return {}
    draft_context = {"draft_page": page_of(page.request.get_full_path())}
    if page.request.method != "GET" or page.draft is None:
        return draft_context
    if not taken_up(page.request):
        mark = "&" if "?" in page.draft.page else "?"
        way = f"{page.draft.page}{mark}{TAKEN_UP}=1"
        return {**draft_context, "draft": page.draft, "draft_url": way}
    typed_from = page.draft.data.get("revision")
    return {**draft_context, "revision": typed_from[0]} if typed_from else draft_context


def keep(user, page, submission):
    """Keeps what is typed on a page; the `Draft`, or None where none is to be kept.

    Passwords, files and keys are left out; so is what is no page of ours.
    """
    try:
        view = resolve(urlsplit(page).path).func
    except Resolver404:
        return None
    fields = {
        name: values
        for name, values in submission.lists()
        if name not in UNKEPT and not any(word in name for word in SECRET)
    }
    texts = [text for name, values in fields.items() for text in (name, *values)]
    size = sum(map(len, texts))
    if not keeps(view) or size > LONGEST or any("\x00" in text for text in texts):
        return None
    Draft.objects.filter(owner=user).stale().delete()
    return Draft.objects.update_or_create(
        owner=user,
        page=page_of(page),
        defaults={"data": fields, "saved_at": timezone.now()},
    )[0]


def forget(request):
    """Deletes the draft of this page: it was saved."""
    page = page_of(request.get_full_path())
    Draft.objects.filter(owner=request.user, page=page).delete()


def draft_fields(draft):
    """The data of a draft as a form takes it."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data
