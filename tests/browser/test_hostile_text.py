"""What people write is shown and never run: hostile words in every text field, with the policy on and off."""

import pytest

from comments import services as comments
from comments.models import Comment
from drafting import services as drafting
from stakeholders.models import Notice
from stakeholders.records import record_save
from tests.cast import make_round, make_version, member, party, submitted, write_draft

RUN = "window.__xss=1"
TAGS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<ScRiPt >{RUN}</sCrIpT>",
    f"<script/src=data:,{RUN}></script>",
    f'<iframe src="javascript:parent.{RUN}"></iframe>',
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f'<object data="javascript:{RUN}"></object>',
    f'<embed src="javascript:{RUN}">',
    f'<a href="javascript:{RUN}" autofocus onfocus={RUN}>x</a>',
    f'<form action="javascript:{RUN}"><input type=submit autofocus></form>',
    f'<math><mi xlink:href="javascript:{RUN}">x</mi></math>',
    f'<meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    f'<base href="javascript:{RUN}//">',
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><set onbegin={RUN} attributeName=x></svg>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<div hx-on:load='{RUN}' hx-get=/ hx-trigger=load></div>",
    f"<div data-hx-on-htmx-load='{RUN}'></div>",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
]
EVENTS = [
    f"<{tag} on{event}={RUN} {rest}>"
    for tag, event, rest in [
        ("img", "error", "src=x"),
        ("svg", "load", ""),
        ("body", "load", ""),
        ("video", "error", "src=x"),
        ("audio", "error", "src=x"),
        ("video", "loadstart", "autoplay src=x"),
        ("input", "focus", "autofocus"),
        ("select", "focus", "autofocus"),
        ("textarea", "focus", "autofocus"),
        ("details", "toggle", "open"),
        ("marquee", "start", ""),
        ("iframe", "load", ""),
        ("link", "error", "rel=stylesheet href=x"),
        ("style", "load", ""),
        ("object", "error", "data=x"),
        ("image", "error", "src=x"),
    ]
]
ATTRIBUTES = [
    f"{quote} {handler}={RUN} {rest} {quote}"
    for quote in ('"', "'", "`", "&quot;")
    for handler, rest in (("onfocus", "autofocus"), ("onmouseover", "style=position:fixed;inset:0"))
] + [
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"javascript:{RUN}",
    f"&#60;script>{RUN}",
]
STRANGE = [
    "\u2028<script>" + RUN + "</script>",
    "＜script＞" + RUN,
    f"\x0b<svg onload={RUN}>",
    f"<svg/onload={RUN}>",
]
PAYLOADS = TAGS + EVENTS + ATTRIBUTES + STRANGE
SHORT = f"<img src=x onerror={RUN}>"


@pytest.fixture
def world(expert, secretariat, administrator, mandate, transactional_db):
    """Everything that people name or write is hostile: parties, persons, titles, words, reasons, file names."""
    text = f"Title {SHORT}\n\nThe Council,\n\nArticle 1. Heading {SHORT}\n1. Words {SHORT} here.\n2. More.\n"
    upload = drafting.keep_upload(
        f"{SHORT}.txt", text.encode(), by=secretariat, title=f"T {SHORT}", language="en"
    )
    version = make_version(drafting.import_upload(upload, mandate=mandate, by=secretariat), expert)
    state = party("XS", f"State {SHORT}", f"S {SHORT}", "member_state", "african")
    speaker = member(state, "speaker@xs.example", f"Speaker {SHORT}")
    cover = "{party} {closes} {link} " + SHORT
    round = make_round(version, [state], administrator, title=f"R {SHORT}", cover_text=cover)
    for start in range(0, len(PAYLOADS), 4):
        some = "\n".join(PAYLOADS[start : start + 4])
        write_draft(round, state, speaker, paragraph="1", proposed=some, explanation=some)
    submitted(round, state, speaker)
    for comment in Comment.objects.all():
        reason = "\n".join(PAYLOADS)
        answer = comments.propose_response(comment, outcome="noted", reason=reason, note=SHORT, by=expert)
        comments.decide_response(answer, by=expert)
    write_draft(round, state, speaker, paragraph="2", proposed=SHORT, explanation="\n".join(PAYLOADS))
    entry = version.entries.get(label="Article 1")
    wording = entry.provision.wordings.get()
    wording.text += f"\n3. Added {SHORT}"
    record_save(wording, by=expert, reason="\n".join(PAYLOADS))
    return {"version": version, "speaker": speaker, "round": round, "expert": expert, "entry": entry}


def addresses(world):
    base = world["version"].declaration.get_absolute_url()
    text, uid = world["version"].get_absolute_url(), world["entry"].provision.uid
    comment = Comment.objects.first().get_absolute_url()
    mine = f"{base}rounds/1/parties/XS/"
    draft = world["round"].recipients.get().drafts.filter(comment=None).get().get_absolute_url()
    yield from ((world["speaker"], at) for at in ("/", base, text, f"{text}article-1/", f"{base}comments/"))
    yield from ((world["speaker"], at) for at in (comment, mine, draft, f"{mine}submission/"))
    yield from ((world["expert"], at) for at in (f"{base}desk/{uid}/", f"{comment}response/", "/import/"))
    working = f"{base}working/"
    yield from ((world["expert"], at) for at in (working, f"{working}{uid}/", f"{working}{uid}/history/"))
    yield world["expert"], f"{base}compare/1/working/"
    for at in (
        "circulation/round/",
        "stakeholders/organisation/",
        "stakeholders/user/",
        "stakeholders/notice/",
    ):
        yield world["administrator"], f"/admin/{at}"
    yield world["administrator"], f"/admin/circulation/round/{world['round'].pk}/change/"
    yield world["administrator"], f"/admin/stakeholders/notice/{Notice.objects.last().pk}/change/"


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "without it"])
def test_hostile_words_are_shown_and_never_run(new_page, sign_in, world, administrator, bypass_csp):
    world["administrator"] = administrator
    assert len(PAYLOADS) >= 60
    pages, faults, shown = {}, [], 0
    for who, address in addresses(world):
        if who.pk not in pages:
            pages[who.pk] = sign_in(new_page(bypass_csp=bypass_csp), who)
        answer = pages[who.pk].goto(address)
        pages[who.pk].mouse.move(300, 300)
        shown += RUN in pages[who.pk].content()
        if answer.status != 200 or pages[who.pk].evaluate("window.__xss"):
            faults.append((address, answer.status))
    assert faults == []
    assert shown >= 15  # the words really stood on the pages
