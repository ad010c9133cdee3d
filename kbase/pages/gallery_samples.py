"""Sample data for the gallery of components; invented addresses, facts from the reference data."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace as Sample
from typing import Any

from kbase.localised import Localised
from kbase.outline import outline
from kbase.tables import Cell, Column

TODAY = dt.date(2026, 3, 15)
STALKING_RU = (
    "1. Незаконное преследование лица в целях установления контакта и (или) слежки за ним вопреки его воле, "
    "не связанное с насилием, если оно причинило существенный вред,\nнаказывается штрафом в размере "
    "до двухсот месячных расчётных показателей\n1) либо исправительными работами в том же размере,\n"
    "2) либо привлечением к общественным работам на срок до двухсот часов."
)
STALKING_EN = (
    "1. Unlawfully pursuing a person in order to make contact or to track them against their will, without "
    "violence, where this causes substantial harm,\nis punished by a fine of up to 200 monthly calculation "
    "indices\n1) or correctional work in the same amount,\n2) or community service of up to 200 hours."
)
STALKING_UR = (
    "کسی شخص کا اس کی مرضی کے خلاف تعاقب کرنا، رابطہ کرنے یا نگرانی کی غرض سے۔"
    " دیکھیے دفعہ 115-1 (CC) اور 200 MCI۔"
)


def texts() -> list[Sample]:
    summary = "First stalking offence in Kazakhstan; classed as a misdemeanour."
    return [
        Sample(
            language="ru", heading="Сталкинг", official_text=STALKING_RU, summary="", status="authoritative"
        ),
        Sample(
            language="en", heading="Stalking", official_text=STALKING_EN, summary=summary, status="unofficial"
        ),
    ]


def tree() -> list[Any]:
    nodes = [
        (0, "part", "", Localised("Особенная часть", "ru"), ""),
        (1, "chapter", "1", "Offences against the person", ""),
        (2, "article", "108-1", "Intentional light harm to health", ""),
        (2, "article", "109-1", "Battery", ""),
        (3, "paragraph", "2", "Repeated or against a dependent person", "partly"),
        (2, "article", "115-1", "Stalking", ""),
        (2, "article", "125-1", "Forcing into marriage", "not-yet"),
        (1, "chapter", "2", "Offences against the family and minors", ""),
        (2, "article", "140", "Failure to bring up a minor", "repealed"),
    ]
    items = [
        Sample(depth=depth, kind=kind, number=number, heading=heading, status=status, url="#")
        for depth, kind, number, heading, status in nodes
    ]
    return outline(items, lambda item: item.depth)


def timeline() -> list[Sample]:
    return [
        Sample(on=dt.date(2025, 7, 16), label="Adopted", kind="adopted", note="Law No. 210-VIII", url="#"),
        Sample(on=dt.date(2025, 9, 16), label="In force", kind="commenced", current=True, note="", url=""),
        Sample(on=None, label="Amended", kind="amended", note="The gazette number is not known", url="#"),
        Sample(on=dt.date(2027, 1, 1), label="Arrest may be imposed again", kind="future", note="", url="#"),
    ]


def register() -> dict[str, Any]:
    columns = [
        Column("Who", sort_url="?sort=bearer", sorted="ascending"),
        Column("Must do what"),
        Column("By when", sort_url="?sort=deadline"),
        Column("Law"),
        Column("Fine, MCI", kind="number"),
    ]
    rows = [
        [
            Cell("Police officer", note="district inspector"),
            Cell("Give the victim a copy of the protective order", url="#"),
            Cell("the same day"),
            Cell("Prevention of Offences, art. 60", url="#", status="in-force"),
            Cell("20"),
        ],
        [
            Cell(Localised("Педагог", "ru")),
            Cell("Report violence against a child", url="#", note="also to the contact centre 111"),
            Cell("immediately"),
            Cell("Rights of the Child, art. 48-1", url="#", status="in-force"),
            Cell(""),
        ],
        [
            Cell("Employer"),
            Cell("Set up an inquiry committee and display the code of conduct", url="#"),
            Cell("30 days", lines=["then every year"]),
            Cell("Harassment at the Workplace, s. 3", url="#", status="proposed"),
            Cell("1,200"),
        ],
    ]
    return {"columns": columns, "rows": rows}


def hits() -> list[Sample]:
    marked = [
        Sample(text="The police issue a ", marked=False),
        Sample(text="protective order", marked=True),
        Sample(text=" for 30 days and give a copy the same day.", marked=False),
    ]
    return [
        Sample(
            url="#",
            number="60",
            title="Protective order",
            kind="article",
            context="Law on Prevention of Offences",
            jurisdiction="Kazakhstan",
            status="in-force",
            segments=marked,
            lang="en",
            why="Matched in the summary",
        ),
        Sample(
            url="#",
            number="20",
            title=Localised("Защитное предписание", "ru"),
            kind="article",
            context="Domestic Violence Prevention Law 2009",
            jurisdiction="Kazakhstan",
            status="repealed",
            segments=[],
            lang="ru",
            why="Same meaning in another language",
        ),
    ]


def everything() -> dict[str, Any]:
    return {
        "today": TODAY,
        "past": dt.date(2025, 6, 1),
        "future": dt.date(2027, 1, 1),
        "texts": texts(),
        "urdu_texts": [
            Sample(language="ur", heading="تعاقب", official_text=STALKING_UR, summary="", status="draft")
        ],
        "tree": tree(),
        "timeline": timeline(),
        "register": register(),
        "hits": hits(),
        "amount": Decimal(865000),
        "parts": [
            Sample(op="equal", text="A protective order lasts "),
            Sample(op="delete", text="ten"),
            Sample(op="insert", text="thirty"),
            Sample(op="equal", text=" days from the day on which it is handed over."),
        ],
        "breadcrumbs": [
            Sample(label="Laws", url="#"),
            Sample(label="Criminal Code", url="#"),
            Sample(label="Article 115-1", url=""),
        ],
        "facts": [
            Sample(label="Adopted", value=dt.date(2025, 7, 16), url="", note=""),
            Sample(
                label="Changed by",
                value="Law No. 210-VIII",
                url="#",
                note="in force 60 days after publication",
            ),
            Sample(label="Published", value=None, url="", note=""),
        ],
        "facets": [
            Sample(
                label="Jurisdiction",
                items=[
                    Sample(label="Kazakhstan", count=412, url="#", selected=True),
                    Sample(label="Punjab", count=58, url="#", selected=False),
                ],
            ),
            Sample(
                label="In force",
                items=[Sample(label="In force on the date", count=3041, url="#", selected=False)],
            ),
        ],
        "tabs": [
            Sample(label="Duties", url="#", current=True),
            Sample(label="Measures of protection", url="#", current=False),
            Sample(label="Rights", url="#", current=False),
            Sample(label="Penalties", url="#", current=False),
        ],
        "sources": [
            Sample(
                publisher="Adilet", url="https://adilet.zan.kz/rus/docs/K1400000226", note="official text"
            ),
            Sample(publisher="Official Gazette", url="", note="seen on paper"),
        ],
        "forms": [
            Sample(language="ru", preferred="защитное предписание", others=["охранный ордер"]),
            Sample(language="kk", preferred="қорғау нұсқамасы", others=[]),
            Sample(language="ur", preferred="حکمِ تحفظ", others=[]),
        ],
        "citation": ["Article 115-1", Localised("Уголовный кодекс № 226-V", "ru"), "Kazakhstan"],
        "formats": ["pdf", "xlsx", "csv", "json", "md"],
        "actions": [Sample(label="Search without the filters", url="#"), Sample(label="Glossary", url="#")],
    }


def home() -> dict[str, Any]:
    return {
        "examples": [Sample(label=word, url="#") for word in ("protective order", "art. 115-1", "дистанция")],
        "entries": [
            Sample(
                title="I am afraid of someone",
                text="What can be asked for, from whom, and for how long",
                url="#",
            ),
            Sample(title="I must report", text="Teachers, doctors, employers: to whom and by when", url="#"),
            Sample(title="I look for a law", text="By name, number, place or topic", url="#"),
            Sample(title="I follow equality", text="What changed, what comes next, what is missing", url="#"),
        ],
        "topics": [
            Sample(title="Domestic violence", text="Violence at home or by a partner or relative", url="#"),
            Sample(title="Stalking", text="Someone follows, watches or keeps contacting a person", url="#"),
            Sample(title="Harassment", text="Unwanted sexual or humiliating behaviour", url="#"),
            Sample(title="Forced marriage", text="Marriage without consent, abduction", url="#"),
            Sample(title="Equality at work", text="Pay, hiring, leave", url="#"),
        ],
        "recent": timeline()[:2],
        "upcoming": timeline()[3:],
        "recent_url": "#",
    }
