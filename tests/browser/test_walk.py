"""The way from the first page to the first steps, by thumb, by keyboard and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import ABOUT_ME, MOST_SCREENS, choose, follow, go_on, press_on, tab_to, tap, walk_by_taps
from tests.browser.watching import NewContext, Watch


def test_the_whole_walk_by_taps_on_a_phone(page: Page, watch: Watch) -> None:
    walk_by_taps(page)

    expect(page).to_have_url(re.compile("/now$"))
    expect(page.locator("li.step-card").first).to_be_visible()
    assert watch.requests
    assert watch.strangers == set()
    assert watch.complaints == []


def test_the_whole_walk_with_scripts_turned_off(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()

    walk_by_taps(page)

    expect(page.locator("h1")).to_have_text("What to do now")


def test_the_whole_check_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    press_on(page, 'a.door[href="/check"]')
    for _ in range(MOST_SCREENS):
        if page.locator("form.screen").count() == 0:
            break
        if page.locator('input[name="age.exact"]').count():
            tab_to(page, 'input[name="age.exact"]')
            page.keyboard.type("35")
            for name, value in ABOUT_ME:
                choose(page, name, value)
        press_on(page, "button.primary")
    expect(page.locator("h1")).to_have_text("Self-care is right for now")
    press_on(page, 'a.primary[href="/now"]')
    tab_to(page, 'input[name="read"]')
    page.keyboard.press("Space")
    press_on(page, "button.primary")

    expect(page.locator("h1")).to_have_text("So the plan fits: your health")


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto("/check")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_what_is_in_focus_shows(page: Page) -> None:
    page.goto("/check")

    tab_to(page, 'input[name="saddle-numbness"]')

    expect(page.locator('input[name="saddle-numbness"] + span')).to_have_css("outline-style", "solid")


def test_what_is_in_focus_is_never_under_the_bar_with_the_button(page: Page) -> None:
    page.goto("/check")
    hidden = []

    for _ in range(page.locator("form.screen input:not([type=hidden])").count() + 5):
        page.keyboard.press("Tab")
        hidden += page.evaluate(
            """() => {
                const focused = document.activeElement, bar = document.querySelector('.go');
                if (!focused || !focused.closest('form .line')) return [];
                const box = focused.getBoundingClientRect();
                return box.bottom > bar.getBoundingClientRect().top + 1 ? [focused.name] : [];
            }"""
        )

    assert hidden == []


def test_a_follow_up_shows_when_its_answer_is_ticked_and_hides_again(page: Page) -> None:
    page.goto("/check")
    follow_up = page.locator('fieldset[data-nest="saddle-numbness-since"]')
    expect(follow_up).to_be_hidden()

    tap(page, "saddle-numbness")
    expect(follow_up).to_be_visible()
    tap(page, "saddle-numbness")

    expect(follow_up).to_be_hidden()


@pytest.mark.parametrize(("clarified", "leads_on"), [("yes", True), ("unknown", True), ("no", False)])
def test_not_sure_asks_once_more_and_only_a_no_ends_it(page: Page, clarified: str, leads_on: bool) -> None:
    page.goto("/check")
    clarifier = page.locator('fieldset[data-nest="saddle-numbness-clarified"]')
    follow_up = page.locator('fieldset[data-nest="saddle-numbness-since"]')

    tap(page, "saddle-numbness.unsure")
    expect(clarifier).to_be_visible()
    expect(follow_up).to_be_hidden()
    tap(page, "saddle-numbness-clarified", clarified)

    expect(follow_up).to_be_visible(visible=leads_on)


def test_the_button_says_none_of_these_until_something_is_ticked(page: Page) -> None:
    page.goto("/check")
    button = page.locator("button.primary")

    expect(button).to_have_text("None of these", use_inner_text=True)
    tap(page, "saddle-numbness")
    expect(button).to_have_text("Next", use_inner_text=True)
    tap(page, "saddle-numbness")

    expect(button).to_have_text("None of these", use_inner_text=True)


def test_a_new_numb_feeling_leads_to_the_emergency_page_in_3_taps(page: Page) -> None:
    page.goto("/check")

    tap(page, "saddle-numbness")
    tap(page, "saddle-numbness-since", "new-or-worse")
    go_on(page)

    expect(page.locator("h1")).to_have_text("Get emergency help now")
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator("a.call").first).to_be_in_viewport()


def test_reload_and_a_second_tab_show_the_same_screen(new_context: NewContext) -> None:
    context = new_context()
    page = context.new_page()
    page.goto("/check")
    go_on(page)
    expect(page.locator("h1")).to_have_text("Legs, hands and muscles")

    page.reload()
    second = context.new_page()
    second.goto("/check")

    expect(page.locator("h1")).to_have_text("Legs, hands and muscles")
    expect(second.locator("h1")).to_have_text("Legs, hands and muscles")


def test_the_back_button_of_the_browser_loses_nothing(page: Page) -> None:
    page.goto("/check")
    tap(page, "saddle-numbness")
    tap(page, "saddle-numbness-since", "before-this-pain")
    go_on(page)

    follow(page, page.get_by_role("link", name="Back"))

    expect(page.locator('input[name="saddle-numbness"]')).to_be_checked()
    expect(page.locator('input[name="saddle-numbness-since"][value="before-this-pain"]')).to_be_checked()


def test_the_rules_print_without_the_header_and_buttons(page: Page) -> None:
    page.goto("/rules")

    page.emulate_media(media="print")

    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("footer nav")).to_be_hidden()
    expect(page.locator("#RF01")).to_be_visible()
    assert len(page.pdf()) > 0


def test_what_is_folded_on_the_screen_is_printed(page: Page) -> None:
    page.goto("/learn/movements/cat-cow")
    folded = page.locator("details > ul").first
    expect(folded).to_be_hidden()

    page.emulate_media(media="print")

    expect(folded).to_be_visible()
