"""Where each of the 66 tests of the contract (design-cases.md, section D) is.

A test says its number in its name (`test_52_sent_twice_it_is_one_referral`). What is tested under another
name, and what there is nothing to test of, is listed here. `python -m tests.section_d` writes the table of
docs/cases.md anew.
"""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs" / "cases.md"
BEGIN, END = "<!-- section D: begin -->", "<!-- section D: end -->"
NUMBERS = range(1, 67)
NAMED = re.compile(r"^def test_((?:[0-9]{1,2}_)+)(?:t[0-9]+_)?[a-z]", re.MULTILINE)

WHAT = {
    1: "every address × method × role × relation", 2: "children of a foreign case",
    3: "a foreign record named in a form", 4: "fields a form doesn't name", 5: "changes only by POST",
    6: "lists and counts reveal no foreign case", 7: "sorting and filters not offered",
    8: "ended membership, revoked grant", 9: "barrier while a page or download is open",
    10: "emergency access refused", 11: "administrator, admin pages, dumpdata",
    12: "other team's supervisor, auditor", 13: "receipts of other reporters",
    14: "address of a file without its sign-in", 15: "guessing numbers of cases", 16: "guessing receipts",
    17: "sign-in and reset tell nothing", 18: "400 numbers at once", 19: "numbers are never used again",
    20: "a taken number is not revealed", 21: "SQL in every parameter", 22: "escaping row-level security",
    23: "markup in what is written", 24: "template syntax in names", 25: "formulas in tables",
    26: "hostile XML", 27: "bombs and slips in archives", 28: "hostile pictures", 29: "active content",
    30: "names of files", 31: "paths in imports", 32: "control characters, NUL, half characters",
    33: "expressions that never end", 34: "requests to other hosts", 35: "headers of mail, Host",
    36: "hostile JSON", 37: "session fixation", 38: "ways round the second factor",
    39: "a code used twice at once", 40: "recovery codes", 41: "back button after signing out",
    42: "a page passed off as a file", 43: "shared caches", 44: "forged forms", 45: "framing",
    46: "policy for scripts", 47: "referrer, titles, addresses", 48: "cookies",
    49: "idle and absolute time, typed text kept", 50: "reset of a password", 51: "lost update",
    52: "sent twice", 53: "accepted while revoked", 54: "closing races with an event",
    55: "derived twice", 56: "random work keeps the tables", 57: "history of every way to write",
    58: "chain under eight writers", 59: "hand-worked clocks", 60: "the server's clock jumps",
    61: "time zone data", 62: "kill -9", 63: "database restarts", 64: "disk full",
    65: "scanner, keys or mail gone", 66: "restore of a backup",
}  # fmt: skip

OTHERWISE: dict[int, tuple[str, ...]] = {
    14: (
        "cases/views/test_matrix.py::test_1_foreign_case_answers_byte_for_byte_like_one_that_does_not_exist",
    ),
    17: (
        "kbase/accounts/test_sign_in.py::test_every_refusal_is_the_same",
        "kbase/accounts/test_sign_in.py::test_one_hash_is_computed_whoever_is_named",
        "kbase/accounts/test_reset_by_mail.py::test_answer_does_not_say_whether_an_address_is_known",
    ),
    25: (
        "legislation/exports/test_xlsx_writer.py::test_no_cell_is_ever_a_formula",
        "legislation/exports/test_csv_writer.py::test_no_cell_is_ever_a_formula",
    ),
    26: ("legislation/structure/test_packages.py::test_entities_are_refused_in_any_encoding",),
    27: ("legislation/structure/test_packages.py::test_bomb_is_refused_by_its_ratio",),
    37: ("kbase/accounts/test_sign_in.py::test_session_key_changes_at_each_step",),
    39: ("kbase/accounts/test_limits.py::test_code_used_twice_at_the_same_moment_counts_once",),
    40: (
        "kbase/accounts/test_sign_in.py::test_recovery_code_signs_in_once",
        "kbase/accounts/test_factors.py::test_recovery_codes_are_shown_once",
        "kbase/accounts/test_factors.py::test_five_wrong_codes_stop_the_trying",
    ),
    49: ("kbase/accounts/test_kept_forms.py::test_what_is_kept_is_encrypted",),
    50: (
        "kbase/accounts/test_reset_by_mail.py::test_password_is_changed_the_factor_stays_and_sessions_end",
        "kbase/accounts/test_reset_by_mail.py::test_new_password_alone_does_not_sign_in",
    ),
    55: ("cases/law/test_deriving.py::test_duty_derived_again_is_neither_doubled_nor_moved",),
    59: (
        "cases/law/test_deriving.py::test_duty_is_due_as_worked_by_hand",
        "legislation/clocks/test_worked_examples.py::test_clock_agrees_with_the_one_worked_by_hand",
    ),
    61: (
        "kbase/test_health.py::test_unready_with_old_time_zones_in_python",
        "kbase/test_health.py::test_time_zones_of_postgresql_are_checked_too",
        "kbase/test_health.py::test_database_agrees_on_the_time_in_almaty",
    ),
}

# Nothing is built that it could be tried on, or it was not done; in plain words.
NOT_THERE = {
    13: "no public intake and no receipts of reporters: issue 6",
    16: "no public intake: issue 6 (receipts of applicants: tests/programs/cohorts)",
    31: "imports take no paths from files: nothing to traverse",
    36: "no page of cases takes JSON; the public API is read only",
}


def found() -> dict[int, list[str]]:
    """Return the places of each number, by the names of tests and by the list above."""
    places: dict[int, list[str]] = {number: [] for number in NUMBERS}
    for path in sorted(TESTS.rglob("test_*.py")):
        names = path.relative_to(TESTS).as_posix()
        if not names.startswith(("cases/", "journeys/", "kbase/")):
            continue
        for match in NAMED.finditer(path.read_text()):
            for number in map(int, match.group(1).strip("_").split("_")):
                if number in places and names not in places[number]:
                    places[number].append(names)
    for number, others in OTHERWISE.items():
        places[number] += [each for each in others if each.partition("::")[0] not in places[number]]
    return places


def missing() -> list[int]:
    """Return the numbers with neither a test nor words for why there is none."""
    return [number for number, places in found().items() if not places and number not in NOT_THERE]


def table() -> str:
    """Return the table for docs/cases.md."""
    lines = ["| | what | where, below `tests/` |", "|---|---|---|"]
    for number, places in found().items():
        where = ", ".join(f"`{place}`" for place in places)
        said = where or f"not there: {NOT_THERE.get(number, 'nobody says why')}"
        lines.append(f"| {number} | {WHAT[number]} | {said} |")
    return "\n".join(lines)


def main() -> None:
    """Write the table into the document."""
    text = DOCS.read_text()
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    DOCS.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}")


if __name__ == "__main__":
    main()
