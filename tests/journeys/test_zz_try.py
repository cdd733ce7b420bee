import time, pytest
from collections import Counter
from tests.journeys import states
from tests.journeys.looking import *
import tests.journeys.looking as L
pytestmark=[pytest.mark.journey, pytest.mark.django_db]
def test_try(world, browser):
    T=Counter()
    t0=time.time(); st=states.build(world); T["build"]+=time.time()-t0
    def timed(name, f):
        def g(*a,**k):
            t=time.time()
            try: return f(*a,**k)
            finally: T[name]+=time.time()-t
        return g
    w = Window(browser)
    w._axe=timed("axe",w._axe)
    ev=w.page.evaluate
    w.page.goto=timed("goto",w.page.goto); w.page.reload=timed("reload",w.page.reload)
    n=0
    for s,r in states.pages()[::4]:
        h=st[s]
        t=time.time(); a = ask(h.visitor(r), "GET", h.address(r)) if r.name!="demonstration" else None; T["ask"]+=time.time()-t
        if not a or a.status_code != 200 or "html" not in a["Content-Type"]: continue
        n+=1
        w.show(a)
        t=time.time(); ev(FOCUS); T["focus"]+=time.time()-t
        t=time.time(); ev(FINDINGS); T["findings"]+=time.time()-t
        w.faults(keyboard=False)
    print(n, {k: round(v/n,3) for k,v in T.items()}, T["build"])
