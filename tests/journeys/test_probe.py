def test_404(window, person):
    p = window(person("Manager"), width=360)
    p.goto("/nothing/")
    p.screenshot(path="/tmp/j/404.png")
    print(p.evaluate("[...document.querySelectorAll('*')].filter(e=>e.getBoundingClientRect().right>360).map(e=>e.outerHTML.slice(0,200)).join('\\n')"))
    p.window.complaints.clear()
