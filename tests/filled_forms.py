"""Filling in forms as a browser would: what stands there goes along."""

from django.forms import FileField


def standing(context):
    """What the form of a page would send if nobody typed anything."""
    form, data = context["form"], {}
    for name, field in form.fields.items():
        value = None if isinstance(field, FileField) else form[name].value()
        if value is not None and value is not False and value not in ("", []):
            data[form.add_prefix(name)] = value
    for hidden in ("revision", "once"):
        if hidden in context and context[hidden] is not None:
            data[hidden] = context[hidden]
    return data


def fill(client, address, **typed):
    """Opens the form at `address`, types `typed` into it and sends it."""
    opened = client.get(address)
    assert opened.status_code == 200, f"{address} answers {opened.status_code}"
    return client.post(address, {**standing(opened.context), **typed})
