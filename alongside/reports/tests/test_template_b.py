"""Template B in its three forms: the right words, real headings, nothing that can be worked out or that is private."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from pypdf import PdfReader

from alongside.people.access import Role
from alongside.plans.models import Version
from alongside.plans.queries.versions import plan_view
from alongside.reports.plans_on_paper.pdf import template_b
from alongside.reports.plans_on_paper.spreadsheet import spreadsheet
from alongside.reports.plans_on_paper.telling import tell_draft, tell_version
from alongside.reports.plans_on_paper.told import ToldPlan
from alongside.reports.plans_on_paper.word import word_document
from alongside.reports.tests import planned
from alongside.reports.tests.reading import cells, document, formulas
from alongside.reports.tests.test_cells import NASTY
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
FORMS = ("pdf", "docx", "xlsx")
NEVER = "Zq-not-for-a-version"


@pytest.fixture
def story(db: None) -> planned.Story:
    """A plan in force, and one that is a draft."""
    return planned.story()


def told(found: planned.Story) -> ToldPlan:
    """The version of the story in words."""
    view = plan_view(found.plan)
    return tell_version(view, view.versions[0])


def says(plan: ToldPlan) -> dict[str, str]:
    """All that each form says, on one line."""
    read = docx.Document(BytesIO(word_document(plan)))
    in_tables = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    running = [each.text for s in read.sections for each in (*s.header.paragraphs, *s.footer.paragraphs)]
    word = " ".join([*(each.text for each in read.paragraphs), *in_tables, *running])
    sheets = cells(spreadsheet(plan)).values()
    return {
        "pdf": document(template_b(plan)).text,
        "docx": " ".join(word.split()),
        "xlsx": " ".join(" ".join(str(cell) for rows in sheets for row in rows for cell in row if cell).split()),
    }


def test_every_form_says_the_same(story: planned.Story) -> None:
    plan = told(story)
    for form, text in says(plan).items():
        for words in (
            "Template B",
            "1. Changing everyday meetings and how care feels",
            "Why engagement for interactions.",
            "Goal 1: everybody is asked what they want from the day",
            "Goal 2: everybody is asked what they want from the day",
            "People who say they were asked, in a short question on the ward",
            "3 of 10",
            "8 of 10",
            "The ward manager frees ten minutes at handover",
            "Put the question on the board",
            f"Integrated care board of {story.who.provider.name} (commissioner)",
            f"{story.who.provider.name} (provider). Looked after by {story.who.contributor.user.name}.",
            "Agreed by commissioners and providers together.",
            "£4,000",
            "The ward’s own question, asked monthly",
            f"Commissioner: {story.who.commissioner.user.name}",
            f"Provider: {story.who.lead.user.name}",
            "Director of recovery",
            "Delegated by the board",
            "Signed on ",
            planned.SAID,
            "One person who uses services",
            "Nothing has been said of this version by carers, family and friends.",
            "Signing agrees goals; it varies no contract.",
            "Version 1, put forward on ",
            "In force since ",
            story.version.digest,
            "alongside verify",
        ):
            assert words in text, (form, words)
        assert "DRAFT" not in text and "not signed" not in text, form
        assert planned.STUCK not in text and planned.LEARNED not in text, form


def test_the_order_is_that_of_the_form(story: planned.Story) -> None:
    text = document(template_b(told(story))).text
    headings = (
        "Where we are now",
        "What that looks like",
        "Our goals",
        "What we will do before the next review",
        "Where we will look for evidence",
        "Signatures",
        "Commissioner: ",
        "Provider: ",
        "Next review",
        "Fingerprint of this version",
    )
    places = [text.index(words) for words in headings]
    assert places == sorted(places)


def test_the_fingerprint_stands_with_a_signature(story: planned.Story) -> None:
    """However far the words before it reach, no page holds the fingerprint alone."""
    for lines in range(0, 60, 12):
        pages = document(template_b(replace(told(story), evidence_sources="\n".join(["One line."] * lines)))).pages
        (page,) = (each for each in pages if "Fingerprint of this version" in each)
        assert "Provider: " in page and "Signed on " in page, lines


def test_the_fingerprint_can_be_copied_out_of_the_pdf(story: planned.Story) -> None:
    """Nothing that breaks a long word stands in it: it would be copied too, and fit no file."""
    pages = PdfReader(BytesIO(template_b(told(story)))).pages
    assert story.version.digest in "".join(page.extract_text() for page in pages)


def test_the_pdf_is_accessible(story: planned.Story) -> None:
    found = document(template_b(told(story)))
    assert found.title == "Plan for Changing everyday meetings and how care feels"
    assert found.language == "en-GB"
    assert found.tagged and found.claims_ua
    assert {"H1", "H2", "H3", "Table", "TR", "TH", "TD", "P"} <= set(found.tags)
    assert found.tags.count("H1") == 1
    assert found.alternatives == ("Ticked: Engagement",)
    assert min(found.sizes) >= 7


def test_the_word_document_has_real_headings_and_heads_of_tables(story: planned.Story) -> None:
    made = word_document(told(story))
    read = docx.Document(BytesIO(made))
    styles = [each.style.name for each in read.paragraphs]
    assert styles.count("Heading 1") == 1 and styles[0] == "Heading 1"
    assert {"Heading 2", "Heading 3"} <= set(styles)
    assert all(each.text.strip() for each in read.paragraphs)
    assert len(read.tables) == 2
    for table in read.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert [cell.text for cell in read.tables[1].rows[0].cells][:2] == ["Goal", "Action"]
    language = read.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_the_word_document_names_no_author_and_is_the_same_twice(story: planned.Story) -> None:
    plan = told(story)
    made = word_document(plan)
    about = docx.Document(BytesIO(made)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.title == plan.title and about.language == "en-GB"
    assert about.created == story.version.at.replace(microsecond=0)
    assert made == word_document(plan)
    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "WithEffects" in name]
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert b"python-docx" not in everything


def test_a_draft_is_marked_on_every_page_and_has_no_fingerprint(story: planned.Story) -> None:
    story.draft.described = NEVER
    plan = tell_draft(story.draft)
    for form, text in says(plan).items():
        assert "DRAFT · not signed" in text, form
        assert "Not chosen yet" in text, form
        assert "Fingerprint" not in text and "SHA-256" not in text, form
        assert NEVER in text, form
        assert "Agreed by commissioners" not in text, form
    found = document(template_b(plan))
    assert all("DRAFT" in page for page in found.pages)
    assert "No goal yet." in found.text and "No action yet." in found.text
    assert docx.Document(BytesIO(word_document(plan))).core_properties.created is None


def test_a_version_says_what_was_put_forward_and_not_the_draft(story: planned.Story) -> None:
    story.plan.goals.update(text=NEVER)
    assert all(NEVER not in text for text in says(told(story)).values())


def test_each_state_is_marked(story: planned.Story) -> None:
    plan_makers.filled(story.who, story.draft)
    version = plan_makers.put_forward(story.who, story.draft)
    view = plan_view(story.draft)
    assert tell_version(view, view.versions[0]).mark == "DRAFT · not signed"
    plan_makers.opened(story.who, version)
    plan_makers.sign(story.who.lead, version)
    view = plan_view(story.draft)
    plan = tell_version(view, view.versions[0])
    assert plan.mark == "DRAFT · not signed by everybody"
    assert f"Still missing: {story.who.commissioner.user.name}." in plan.state
    assert plan.goals_by == "To be agreed by commissioners and providers together."
    planned.declined(story)
    plan = told(story)
    assert plan.mark == "NOT SIGNED BY EVERYBODY"
    assert plan.goals_by == "To be agreed by commissioners and providers together."
    assert [seat.stands for seat in plan.seats] == ["Took the signature back", "Signed"]
    assert "The money is not there this year." in plan.seats[0].done[-1]


def test_a_self_assessment_is_signed_by_nobody(db: None) -> None:
    who = plan_makers.cast()
    version = plan_makers.in_force(who, signed=False)
    view = plan_view(version.plan)
    plan = tell_version(view, view.versions[0])
    assert plan.mark == "" and plan.agrees == "" and "greed" not in plan.goals_by
    assert all("Nobody signs this plan" in text for text in says(plan).values())


def test_a_text_that_does_not_fit_its_fingerprint_says_so(story: planned.Story) -> None:
    """The seeded fault: somebody changed the digest in the database."""
    assert told(story).fault == ""
    Version.objects.filter(pk=story.version.pk).update(digest="0" * 64)
    assert all("Do not sign or rely on it." in text for text in says(told(story)).values())


def test_hostile_and_endless_words(story: planned.Story) -> None:
    plan = told(story)
    words = '#panic("no")\n\n= Not a heading\n' + "Donaudampfschifffahrt" * 90 + " 😀 বাংলা \x00\x0b " + "word " * 6000
    aims = tuple(
        replace(aim, text=words, tasks=tuple(replace(task, text=words, owner=words) for task in aim.tasks))
        for aim in plan.aims
    )
    seats = tuple(replace(seat, authority=words, done=(words,)) for seat in plan.seats)
    worst = replace(plan, title="T" * 400, described=words, evidence_sources=words, aims=aims, seats=seats)
    found = document(template_b(worst))
    assert '#panic("no")' in found.text and found.tags.count("H1") == 1
    assert "Some characters could not be printed" in found.text
    assert "😀 বাংলা" in says(worst)["docx"]


def test_nothing_written_anywhere_becomes_a_formula(story: planned.Story) -> None:
    plan = told(story)
    for nasty in NASTY[:20]:
        aims = tuple(
            replace(aim, text=nasty, tasks=tuple(replace(task, text=nasty, resources=nasty) for task in aim.tasks))
            for aim in plan.aims
        )
        seats = tuple(replace(seat, name=nasty, post=nasty, done=(nasty,)) for seat in plan.seats)
        said = tuple(replace(each, who=nasty, text=nasty) for each in plan.statements)
        made = spreadsheet(
            replace(plan, title=nasty, described=nasty, aims=aims, seats=seats, statements=said, state=nasty)
        )
        assert formulas(made) == []


def test_the_files_are_for_members_and_kept_by_nobody_on_the_way(story: planned.Story) -> None:
    partnership, plan = story.who.partnership.pk, story.plan.pk
    addresses = [reverse(f"template-b-{form}", args=[partnership, plan, 1]) for form in FORMS]
    addresses.append(reverse("template-b-draft-pdf", args=[partnership, story.draft.pk]))
    stranger = makers.signed_in(makers.member(makers.partnership(), Role.LEAD))
    for address in addresses:
        for role in Role:
            assert makers.signed_in(makers.member(story.who.partnership, role)).get(address).status_code == 200
        assert stranger.get(address).status_code == 404
        answer = makers.signed_in(story.who.lead).get(address)
        assert answer["Cache-Control"] == "no-store" and answer["X-Content-Type-Options"] == "nosniff"
        assert makers.signed_in(story.who.lead).post(address).status_code == 405
    name = "1-changing-everyday-meetings-and-how-care-feels-template-b-version-1"
    for form, address in zip(FORMS, addresses, strict=False):
        how = "inline" if form == "pdf" else "attachment"
        answer = makers.signed_in(story.who.lead).get(address)
        assert answer["Content-Disposition"] == f'{how}; filename="{name}.{form}"'


def test_a_version_that_never_was_is_not_found(story: planned.Story) -> None:
    client = makers.signed_in(story.who.lead)
    for plan, number in ((story.plan, 2), (story.draft, 1)):
        for form in FORMS:
            address = reverse(f"template-b-{form}", args=[story.who.partnership.pk, plan.pk, number])
            assert client.get(address).status_code == 404


def test_an_edition_that_is_gone_leaves_what_was_signed(story: planned.Story) -> None:
    story.then.framework_version = "1999"
    story.then.save()
    plan = told(story)
    assert plan.stages == () and plan.standard == "Engagement"
    assert all("No stage is ticked: Engagement." in text or form == "xlsx" for form, text in says(plan).items())
    client = makers.signed_in(story.who.lead)
    address = reverse("template-b-draft-pdf", args=[story.who.partnership.pk, story.draft.pk])
    assert client.get(address).status_code == 404
