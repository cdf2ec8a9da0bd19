"""Who one can sign in as in the demo."""

from django import template

from staff.demo.load import read

register = template.Library()


@register.simple_tag
def demo_accounts():
    """Role, login and password of each account of the demo, as rows."""
    return read("accounts/users")
