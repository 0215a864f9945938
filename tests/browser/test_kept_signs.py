"""A stop sign that is pressed in the player is never lost: not with the page, the bout, or a server that is away."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.device import NOTHING_WAITS, QUEUE, Device, begin_bout, queue_of, until
from tests.browser.player_steps import hurts, press, save
from tests.browser.watching import Watch

EVENTS, FINISH = "**/api/v1/me/events", "**/bout/finish"
CHECK = 'async () => (await (await import("/static/store.js")).openStore()).get("check")'
HERE = 'async () => (await (await import("/static/store.js")).openStore()).get("here")'
WAITS = f"async () => (await ({QUEUE})()).length > 0"
LET_GO = "() => Object.keys(localStorage).every((name) => !name.startsWith('loosen.bout.'))"
LOOKS, LOOK_MS = 100, 100


def told(page: Page, kind: str) -> list[Any]:
    """Return what the server knows of a kind."""
    events = page.request.get("/export.json").json()["events"]
    return [event["body"] for event in events if event["kind"] == kind]


def wait_until_told(page: Page, signs: list[str]) -> None:
    """Return when the server knows a stop sign."""
    for _ in range(LOOKS):
        if [body["signs"] for body in told(page, "signs-felt")] == [signs]:
            return
        page.wait_for_timeout(LOOK_MS)
    raise AssertionError(f"the server knows {told(page, 'signs-felt')}")


def cut_off(page: Page, *addresses: str) -> None:
    """Let nothing reach the server at some addresses."""
    for address in addresses:
        page.route(address, lambda route: route.abort())


def test_a_sign_that_is_no_emergency_does_not_wait_for_save(player: Page) -> None:
    press(player, "do=toggle")

    hurts(player, 'sign="dizzy"')

    wait_until_told(player, ["dizzy"])
    expect(player.locator("#finish-title")).to_be_visible()
    assert told(player, "bout-finished") == []
    player.goto("/bout")
    assert player.url.endswith("/check")


def test_a_sign_outlasts_the_next_bout_and_is_sent_when_the_server_answers(player: Page, watch: Watch) -> None:
    cut_off(player, EVENTS, FINISH)
    press(player, "do=toggle")
    hurts(player, 'sign="saddle-or-weak"')
    expect(player.locator("#finish-problem")).to_contain_text("could not be sent")
    until(player, WAITS)
    assert player.evaluate(HERE)["mustCheck"]

    player.request.post("/bout/start", form={"pain": "3"})
    player.goto("/bout/run")

    expect(player.locator("#stage")).to_be_visible()
    until(player, LET_GO)
    (entry,) = queue_of(player)
    assert (entry["kind"], entry["body"]["signs"]) == ("signs", ["saddle-or-weak"])  # type: ignore[index]
    assert told(player, "signs-felt") == []
    player.unroute(EVENTS)
    player.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_told(player, ["saddle-or-weak"])
    until(player, NOTHING_WAITS)
    watch.complaints.clear()  # the browser says that requests failed, as they should


def test_a_sign_that_arrives_with_the_bout_is_not_told_twice(player: Page, watch: Watch) -> None:
    cut_off(player, EVENTS)
    press(player, "do=toggle")
    with player.expect_event("requestfailed", lambda request: request.url.endswith("/events")):
        hurts(player, 'sign="sharp"')
    until(player, WAITS)
    player.unroute(EVENTS)  # it would be tried again in a minute, but this clock stands
    press(player, "do=finish")

    save(player, "/bout/stopped")

    until(player, NOTHING_WAITS)
    assert [body["signs"] for body in told(player, "bout-finished")] == [["sharp"]]
    assert told(player, "signs-felt") == []
    watch.complaints.clear()


def test_a_sign_that_was_sent_stays_one_when_the_bout_is_saved(player: Page) -> None:
    press(player, "do=toggle")
    hurts(player, 'sign="sharp"')
    wait_until_told(player, ["sharp"])
    press(player, "do=finish")

    save(player, "/bout/stopped")

    assert [body["signs"] for body in told(player, "bout-finished")] == [["sharp"]]
    assert [body["signs"] for body in told(player, "signs-felt")] == [["sharp"]]


def test_a_sign_that_is_ticked_in_the_form_goes_by_itself_when_the_form_does_not(player: Page, watch: Watch) -> None:
    cut_off(player, FINISH)
    press(player, "do=finish")
    player.locator('#finish-form input[name="sign"][value="leg-spreads"]').check(force=True)

    player.locator("#save").click()

    expect(player.locator("#finish-problem")).to_contain_text("sent by itself")
    wait_until_told(player, ["leg-spreads"])
    watch.complaints.clear()


def test_a_page_that_was_closed_at_the_tap_sends_the_sign_once(desk: Page) -> None:
    found = desk.evaluate(
        """async () => {
            const { Told } = await import("/static/told.js");
            const { openStore } = await import("/static/store.js");
            const id = "01939000-0000-7000-8000-000000000001";
            const one = { id, at: Date.parse("2026-11-20T09:00Z"), isQueued: false };
            const kept = { who: "ann", bout: "a", signs: { dizzy: one } };
            localStorage.setItem("loosen.bout.a", JSON.stringify({ signs: ["dizzy"] }));
            localStorage.setItem("loosen.bout.a.told", JSON.stringify(kept));
            for (const bout of ["b", "c"]) await new Told(bout, [], "ann").takeUp([], 0);
            const store = await openStore();
            const entries = await store.queue();
            for (const entry of entries) await store.remove(entry);
            const left = Object.keys(localStorage).filter((name) => name.startsWith("loosen.bout."));
            return { entries: entries.map(({ id, who, kind, at }) => [id, who, kind, at.slice(0, 10)]), left };
        }"""
    )

    assert found == {"entries": [["01939000-0000-7000-8000-000000000001", "ann", "signs", "2026-11-20"]], "left": []}


def test_a_sign_without_the_server_withholds_the_plan_though_the_bout_is_left(device: Device) -> None:
    page = device.open("/today")
    begin_bout(page)
    page.locator("#toggle").click()
    hurts(page, 'sign="leg-spreads"')
    until(page, f'async () => (await ({QUEUE})()).some(({{kind}}) => kind === "signs")')

    page = device.open("/today")

    expect(page.locator("#view-today .lead")).to_have_text("Please go through the safety check again first.")
    page.get_by_role("link", name="Go to the safety check").click()
    expect(page.locator("#ask-title")).to_be_visible()
    assert page.evaluate(CHECK)["trail"] == [{"leg-tingling": "unknown", "leg-pain-below-knee": "unknown"}]


def test_a_sign_without_the_server_goes_with_the_bout_that_is_saved(device: Device) -> None:
    page = device.open("/today")
    begin_bout(page)
    page.locator("#toggle").click()
    hurts(page, 'sign="leg-spreads"')
    until(page, f'async () => (await ({QUEUE})()).some(({{kind}}) => kind === "signs")')

    page.locator("#save").click()

    page.wait_for_url("**/offline?done=*#check")
    kinds = [(entry["kind"], entry["body"].get("signs")) for entry in queue_of(page)]  # type: ignore[attr-defined]
    assert kinds[-2:] == [("bout-started", None), ("bout-finished", ["leg-spreads"])]
