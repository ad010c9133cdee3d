"""Summaries for tests: an article in each interface language, and registers of any length."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from legislation.exports.summary import (
    Block,
    Column,
    Fact,
    Facts,
    Heading,
    Labels,
    Note,
    Paragraph,
    Row,
    Run,
    Source,
    Summary,
    Table,
)

TITLES = {
    "en": "Article 60. Protective order",
    "ru": "Статья 60. Защитное предписание",
    "kk": "60-бап. Қорғау нұсқамасы",
    "ur": "دفعہ 60۔ حفاظتی حکم",
}
TEXTS = {
    "en": "The police issue a protective order for 30 days and hand a copy to the victim on the same day.",
    "ru": "Орган внутренних дел выносит защитное предписание на 30 суток и в тот же день вручает копию "
    "потерпевшей. Нарушение влечёт ответственность по статье 461 КоАП.",
    "kk": "Ішкі істер органы 30 тәулікке қорғау нұсқамасын шығарады және сол күні көшірмесін жәбірленушіге "
    "тапсырады. Әәғғ Ққ Ңң Өө Ұұ Үү Һһ Іі.",
    "ur": "خواتین کا تحفظ: پولیس تیس دن کے لیے حفاظتی حکم جاری کرتی ہے اور گھریلو تشدد کی متاثرہ خاتون کو "
    "اسی دن نقل دیتی ہے (PPC 509)۔",
}
LABELS = {
    "en": Labels(),
    "ru": Labels(
        date_shown="Право на дату", today="сегодня", confidence="Достоверность", address="Адрес",
        generated_on="Составлено", source="Источник", sources="Источники", page="{page} из {pages}",
        contents="Содержание", scope="Отобрано по",
    ),
    "kk": Labels(
        date_shown="Заң мына күнге", today="бүгін", confidence="Сенімділік", address="Мекенжай",
        generated_on="Жасалған күні", source="Дереккөз", sources="Дереккөздер", page="{page} / {pages}",
        contents="Мазмұны", scope="Іріктеу",
    ),
    "ur": Labels(
        date_shown="قانون بتاریخ", today="آج", confidence="اعتماد", address="پتہ", generated_on="تاریخ تیاری",
        source="ماخذ", sources="مآخذ", page="صفحہ {page} از {pages}", contents="فہرست", scope="انتخاب",
    ),
}  # fmt: skip
COLUMNS = (
    Column("citation", "Citation", weight=1.2),
    Column("bearer", "Who"),
    Column("action", "Must do", weight=3),
    Column("amount", "Tenge", kind="number"),
    Column("due", "From", kind="date"),
)
SOURCES = (
    Source("Adilet", "https://adilet.zan.kz/rus/docs/Z2500000245", "Russian text, read on 1 March 2026"),
    Source("Kodeksy-KZ"),
)


def make_summary(language: str = "en", **changes: Any) -> Summary:
    """Make the summary of a short article; `changes` replace what is given."""
    values: dict[str, Any] = {
        "slug": "kz-offence-prevention-2025-art-60",
        "title": TITLES[language],
        "language": language,
        "on": date(2026, 3, 1),
        "is_today": False,
        "notices": ("This is not today's law: from 2 March 2026.",) if language == "en" else (),
        "address": f"https://qorgau.example/{language}/laws/kz/offence-prevention-2025/art_60/?on=2026-03-01",
        "generated_on": date(2026, 3, 5),
        "sources": SOURCES,
        "confidence": "high",
        "labels": LABELS[language],
        "blocks": article_blocks(language),
    }
    return Summary(**(values | changes))


def article_blocks(language: str) -> list[Block]:
    others = [other for other in TEXTS if other != language]
    return [
        Heading(TITLES[language]),
        Paragraph(TEXTS[language], number="1."),
        Paragraph(TEXTS[language] + " " + TEXTS[language], number="115-1)"),
        *(Paragraph(Run(TEXTS[other], other)) for other in others),
        Paragraph((Run("PPC 509: "), Run("جنسی ہراسانی", "ur"), Run(" (Penal Code).", "en"))),
        Note("Suspended until 1 January 2027."),
        Heading(TITLES[language], level=3),
        Facts((Fact("Term", "30 days"), Fact("MCI", Decimal("4325")), Fact("Text", Run(TITLES["ur"], "ur")))),
        Table(COLUMNS, register_rows(4, language), title="Duties"),
    ]


def register_rows(count: int, language: str = "en") -> Iterator[Row]:
    for number in range(count):
        yield Row(
            (
                f"art. {number + 1}-1 CC",
                "Police",
                TEXTS[language],
                (number + 1) * 865000,
                date(2026, 3, 2),
            ),
            source="Adilet",
            confidence="medium" if number % 3 else "high",
            address=f"https://qorgau.example/en/laws/kz/criminal-code-2014/art_{number + 1}/?on=2026-03-01",
        )


def make_register(count: int, language: str = "en", **changes: Any) -> Summary:
    """Make a register of so many lazy rows."""
    values: dict[str, Any] = {
        "slug": "duties",
        "title": "Duties",
        "scope": (Fact("Jurisdiction", "Kazakhstan"),),
        "blocks": [Table(COLUMNS, register_rows(count, language))],
    }
    return make_summary(language, **(values | changes))
