import time
from tests.factories import *
from officials.context import as_system
def test_one(window, person):
    t=time.time()
    p = window(person("Officer"))
    p.goto("/")
    print(p.title(), p.locator("h1").inner_text(), time.time()-t)
    with as_system():
        o = OfficialFactory(named="Рашид Нургалиев")
    p.goto(f"/officials/{o.pk}/")
    print(p.locator("main").inner_text())
def test_two(window, person):
    p = window(person("Officer"))
    p.goto("/officials/new/")
    p.get_by_role("button", name="Save").click()
    print(p.locator("main").inner_text()[:400])
