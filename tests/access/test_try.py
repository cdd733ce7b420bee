import pytest
pytestmark = pytest.mark.django_db
def test_world(world):
    from tests.access.routes import routes
    for r in routes():
        print(r, world.address(r), r.scope, r.requires)
    print(len(routes()), len(world.canaries))
    print(set(world.canaries.values()))
