"""The environment in which every page is drawn.

The design system's macros need lenient names (most of their arguments are optional), and one environment has
one kind of leniency. So `Lenient` allows their missing names and, where `strict` is on (development and
tests), refuses to print a missing name from a template of ours. Misspelt arguments of the macros are found by
alongside/ui/macro_check.py.
"""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from alongside.ui import charts, tables, words
from alongside.ui.deployer import deployer
from alongside.ui.forms import drawing
from alongside.ui.pages import page_globals

# What the code of a template calls its file; the second is a template given as text.
TEMPLATES = (".jinja", "<template>")


class Lenient(ChainableUndefined):
    """A missing name: empty and falsy, however deep it is asked."""


class Strict(Lenient):
    """The same, but printing it or looping over it from a template of ours is an error that names it."""

    def __str__(self) -> str:
        self._refuse_ours()
        return super().__str__()

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Any:
        self._refuse_ours()
        return super().__iter__()

    def _refuse_ours(self) -> None:
        frame = sys._getframe(2)
        while frame.f_back and not frame.f_code.co_filename.endswith(TEMPLATES):
            frame = frame.f_back
        template = frame.f_code.co_filename
        if template.endswith(TEMPLATES) and "nhsuk_frontend_jinja" not in template:
            self._fail_with_undefined_error()


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page: url("plan", partnership.pk) or url("plan", pk=plan.pk)."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """Django's options plus ours; `strict` (default: DEBUG or ALONGSIDE_STRICT_TEMPLATES) as above."""
    strict = options.pop("strict", settings.DEBUG or getattr(settings, "ALONGSIDE_STRICT_TEMPLATES", False))
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options["undefined"] = Strict if strict else Lenient
    options["autoescape"] = True
    options["trim_blocks"] = options["lstrip_blocks"] = True
    options["extensions"] = [*options.get("extensions", []), "jinja2.ext.i18n", "jinja2.ext.do"]
    # Here and not above: these words live beside models, which exist only once the rooms are ready.
    from alongside.config.vocabulary import VOCABULARY

    env = Environment(**options)  # noqa: S701 - escaping is on for every template, three lines above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals.update(
        static=static,
        url=url,
        language=translation.get_language,
        deployer=deployer,
        draw_field=drawing.draw,
        form_errors=drawing.errors,
        chart_svg=charts.svg,
        chart_table=charts.data_table,
        table_columns=tables.columns,
        table_body=tables.body,
        **page_globals(),
        **VOCABULARY,
    )
    env.filters.update(
        date=words.date,
        time=words.time,
        datetime=words.date_and_time,
        linebreaks=words.linebreaks,
        plural=words.plural,
        with_phones=words.with_phones,
    )
    return env
