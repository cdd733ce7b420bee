"""How pages look and how forms are drawn: NHS components, layouts, charts. Owns no table, knows no other app.

- `show(request, template, **context)` answers a request with a page (ui/show.py).
- `forms.Form` and its fields; every Django form is drawn by `field(form.name)` from "ui/form.jinja".
- Layouts: "ui/layout.jinja", "ui/layout_form.jinja", "ui/layout_plain.jinja" (for participants), and
  "ui/message.jinja" for what could not be shown.
- Parts of a page: "ui/components.jinja"; pictures of counts: `charts.Distribution` and "ui/chart.jinja".
- What the organisation says about crisis, concerns and privacy: `deployer.deployer()`.

docs/reference/interface.md shows each with one example.
"""
