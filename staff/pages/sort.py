"""The sort of a list: by one column, or by up to three, each either way."""

from django.utils.translation import gettext as _

from staff.pages.keyset import carries

MOST = 3


class Sort:
    """What `?sort=institution_name,-name` asks of the columns of a list.

    Names that are no column, or none that sorts, are passed over, and so is a column
    named twice. `parameters` are its values: the sort menu sends three.
    """

    def __init__(self, columns, parameters):
        self.columns = [column for column in columns if column.sort]
        columns_by_name = {column.name: column for column in self.columns}
        self.keys = {}  # column: whether it descends
        for word in ",".join(parameters).split(","):
            name = word.removeprefix("-")
            if name in columns_by_name and len(self.keys) < MOST:
                self.keys.setdefault(columns_by_name[name], word != name)

    def order(self, model):
        """Expressions for `order_by`; none when nobody asked for a sort."""
        keys = self.keys.items()
        return [part for column, down in keys for part in column.order(down, model)]

    def keyset(self, model):
        """The fields of the order where a page can go on from a row, or none.

        So it is with one column whose fields are of `model` itself and never empty.
        """
        if len(self.keys) != 1:
            return ()
        [(column, descends)] = self.keys.items()
        own = {field.name: field for field in model._meta.concrete_fields}
        if not all(part in own and carries(own[part]) for part in column.sort):
            return ()
        way = "-" if descends else ""
        return tuple(f"{way}{name}" for name in (*column.sort, "pk"))

    def text(self):
        """The sort as the address has it; empty when there is none."""
        return sort_text(self.keys)

    def alone(self, column):
        """The sort by `column` only; upside down where it ascends already."""
        return sort_text({column: self.keys.get(column) is False})

    def along(self, column):
        """This sort and then `column`; where it sorts already, it turns round.

        A fourth takes the place of the third.
        """
        keys = dict(self.keys)
        if column not in keys:
            keys = dict(list(keys.items())[: MOST - 1])
        keys[column] = self.keys.get(column) is False
        return sort_text(keys)

    def mark(self, column):
        """What the head of `column` says: direction, place, and which place is first.

        The place is left out while one column sorts alone.
        """
        if column not in self.keys:
            return {"sorted": "", "place": None, "leads": False}
        place = list(self.keys).index(column) + 1
        return {
            "sorted": "desc" if self.keys[column] else "asc",
            "place": place if len(self.keys) > 1 else None,
            "leads": place == 1,
        }

    def menu(self):
        """The three fields of the sort menu: label, and (value, words, chosen)."""
        labels = (_("Sort by"), _("Then by"), _("Then by"))
        three_keys = [*self.keys.items(), *[(None, False)] * MOST][:MOST]
        return [
            {"label": label, "options": self.options(*key)}
            for label, key in zip(labels, three_keys, strict=True)
        ]

    def options(self, sort_column, descends):
        options = []
        for column in self.columns:
            down = _("%(column)s, from the end") % {"column": column.label}
            for name, words, way in (
                (column.name, column.label, False),
                (f"-{column.name}", down, True),
            ):
                is_chosen = column is sort_column and way == descends
                options.append({"value": name, "label": words, "chosen": is_chosen})
        return options


def sort_text(keys):
    """`keys` (column: whether it descends) as the address has them."""
    return ",".join(f"-{c.name}" if down else c.name for c, down in keys.items())
