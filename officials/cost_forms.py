"""The fields in which people say what something took: days, money, currency."""

from officials.costs import Spent

FIELDS = ("days_spent", "money_spent", "currency")


class SpentFields:
    """A form over something with `Spent`: no currency said means the usual one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["currency"].required = False

    def clean_currency(self):
        currency = self.cleaned_data["currency"].strip().upper()
        return currency or Spent._meta.get_field("currency").default
