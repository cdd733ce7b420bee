from alongside.reports.tests.conftest import *
from alongside.reports.telling import tell
from alongside.reports.template_a import template_a
from alongside.assessments.queries.record import record
import pytest
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["draft","closed","provider_view","other_framework"])
def test_dump(name, request):
    import time
    s = request.getfixturevalue(name)
    t=time.time(); told = tell(record(s.assessment)); print("tell", time.time()-t)
    t=time.time(); Path(f"/tmp/reports-out/{name}.pdf").write_bytes(template_a(told)); print("pdf", time.time()-t)
