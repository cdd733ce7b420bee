"""Addresses of the library of one partnership, under /p/<partnership>/library/."""

from django.urls import path

from alongside.library.views import changing, publishing, reading

urlpatterns = [
    path("", reading.library, name="library"),
    path("glossary/", reading.glossary, name="glossary"),
    path("compare/", reading.compare_editions, name="compare-editions"),
    path("bring/", publishing.bring_edition, name="bring-edition"),
    path("editions/<slug:key>/<str:version>/", reading.edition, name="edition"),
    path("editions/<slug:key>/<str:version>/changes/", reading.edition_changes, name="edition-changes"),
    path("editions/<slug:key>/<str:version>/download/", reading.download_edition, name="download-edition"),
    path("editions/<slug:key>/<str:version>/change/", changing.change_edition, name="change-edition"),
    path("editions/<slug:key>/<str:version>/items/<slug:item>/", reading.edition_item, name="edition-item"),
    path("drafts/<slug:key>/", changing.draft, name="edition-draft"),
    path("drafts/<slug:key>/about/", changing.change_about, name="change-draft-about"),
    path("drafts/<slug:key>/stages/<slug:stage>/", changing.change_stage, name="change-draft-stage"),
    path("drafts/<slug:key>/add-item/", changing.add_item, name="add-draft-item"),
    path("drafts/<slug:key>/items/<slug:item>/", changing.change_item, name="change-draft-item"),
    path("drafts/<slug:key>/items/<slug:item>/remove/", changing.remove_item, name="remove-draft-item"),
    path("drafts/<slug:key>/text/", publishing.draft_text, name="draft-text"),
    path("drafts/<slug:key>/download/", publishing.download_draft, name="download-draft"),
    path("drafts/<slug:key>/publish/", publishing.publish_draft, name="publish-draft"),
    path("drafts/<slug:key>/discard/", publishing.discard_draft, name="discard-draft"),
]
