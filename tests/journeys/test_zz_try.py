import pytest
from tests.journeys import states
from tests.journeys.looking import *
pytestmark=[pytest.mark.django_db]
def test_try(world, browser):
    st=states.build(world); w=Window(browser); 
    for s,names in (("ten challenges",("my-answers","record","challenge")),("closed",("record","what-was-decided")),("full",("mfa_view_recovery_codes","my-answers"))):
        for n,r in states.pages():
            if n==s and r.name in names:
                a=ask(st[s].visitor(r),"GET",st[s].address(r)); w.show(a)
                w.page.emulate_media(media="print")
                w.page.set_viewport_size({"width":760,"height":1000})
                w.page.screenshot(path=f"/tmp/journeys-shots/print-{s}-{r.name}.png".replace(" ","_"), full_page=True)
                w.page.emulate_media(media="screen")
