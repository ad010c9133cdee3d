"""A made-up cohort for trying out: only ever made by an explicit command, and it says so everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from kbase.local_times import instant
from programs.cohorts.choices import CohortState, DateRule, QuestionKind
from programs.models import Cohort, CohortQuestion, Programme

PROGRAMME = "kz-academy-women-entrepreneurs"
NAME = {
    "en": "Made-up cohort of the moon",
    "ru": "Вымышленный поток «Луна»",
    "kk": "Ойдан шығарылған «Ай» легі",
    "ur": "فرضی گروپ «چاند»",
}
SUMMARY = {
    "en": "This cohort is made up, so that the form can be tried out. Nobody will teach it.",
    "ru": "Этот поток вымышлен, чтобы можно было опробовать форму. Занятий не будет.",
    "kk": "Бұл лек нысанды байқап көру үшін ойдан шығарылған. Сабақ болмайды.",
    "ur": "یہ گروپ فرضی ہے تاکہ فارم آزمایا جا سکے۔ کوئی تعلیم نہیں ہو گی۔",
}
SECTORS = [
    ("cheese", {"en": "Moon cheese", "ru": "Лунный сыр", "kk": "Ай ірімшігі", "ur": "چاند کا پنیر"}),
    ("wool", {"en": "Cloud wool", "ru": "Шерсть облаков", "kk": "Бұлт жүні", "ur": "بادل کی اون"}),
    ("other", {"en": "Something else", "ru": "Другое", "kk": "Басқа", "ur": "کچھ اور"}),
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "kind": QuestionKind.YES_NO,
        "wanted": "yes",
        "text": {
            "en": "Do you run a business, or plan one?",
            "ru": "Есть ли у вас бизнес или планируете ли вы его?",
            "kk": "Бизнесіңіз бар ма немесе жоспарлайсыз ба?",
            "ur": "کیا آپ کاروبار چلاتی ہیں یا اس کا ارادہ رکھتی ہیں؟",
        },
    },
    {
        "kind": QuestionKind.CHOICE,
        "options": [{"code": code, "words": words} for code, words in SECTORS],
        "text": {
            "en": "What kind of business is it?",
            "ru": "Какой это бизнес?",
            "kk": "Бұл қандай бизнес?",
            "ur": "یہ کس قسم کا کاروبار ہے؟",
        },
    },
    {
        "kind": QuestionKind.DATE,
        "date_rule": DateRule.PAST,
        "text": {
            "en": "Your day of birth",
            "ru": "Дата вашего рождения",
            "kk": "Туған күніңіз",
            "ur": "آپ کی تاریخ پیدائش",
        },
    },
    {
        "kind": QuestionKind.NUMBER,
        "least": 0,
        "most": 1000,
        "is_required": False,
        "text": {
            "en": "How many people work in it?",
            "ru": "Сколько человек в нём работает?",
            "kk": "Онда неше адам жұмыс істейді?",
            "ur": "اس میں کتنے لوگ کام کرتے ہیں؟",
        },
    },
    {
        "kind": QuestionKind.TEXT,
        "text": {
            "en": "What do you want to learn?",
            "ru": "Чему вы хотите научиться?",
            "kk": "Нені үйренгіңіз келеді?",
            "ur": "آپ کیا سیکھنا چاہتی ہیں؟",
        },
    },
    {
        "kind": QuestionKind.FILE,
        "is_required": False,
        "text": {
            "en": "A picture of your plan",
            "ru": "Рисунок вашего плана",
            "kk": "Жоспарыңыздың суреті",
            "ur": "آپ کے منصوبے کی تصویر",
        },
    },
]


@transaction.atomic
def create_demo_cohort(*, today: dt.date) -> Cohort:
    """Make a made-up cohort of the Academy for Women Entrepreneurs, open for two months."""
    programme = Programme.objects.select_related("jurisdiction").get(slug=PROGRAMME)
    zone = programme.jurisdiction.timezone
    number = Cohort.objects.filter(programme=programme, is_demo=True).count() + 1
    deadline = dt.datetime.combine(today + dt.timedelta(days=61), dt.time(0))
    cohort = Cohort(
        programme=programme,
        slug=f"made-up-{number}",
        state=CohortState.OPEN,
        timezone=zone,
        starts_on=today + dt.timedelta(days=75),
        ends_on=today + dt.timedelta(days=165),
        closes_at=instant(deadline, zone),
        capacity=10,
        languages=["kk", "ru", "en"],
        retention_months=3,
        is_demo=True,
        **_texts("name", NAME),
        **_texts("summary", SUMMARY),
    )
    cohort.full_clean(exclude=["i18n"])
    cohort.save()
    for position, given in enumerate(QUESTIONS):
        values = {**given}
        texts = _texts("text", values.pop("text"))
        CohortQuestion.objects.create(cohort=cohort, position=position, **values, **texts)
    return cohort


def _texts(field: str, words: dict[str, str]) -> dict[str, str]:
    """Give the values of a translated field, as modeltrans names them."""
    return {field if language == "en" else f"{field}_{language}": text for language, text in words.items()}
