"""The closed vocabularies of finance, each value with its words for a reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferKind(TextChoices):
    """What is given."""

    GRANT = "grant", _("Grant")
    LOAN = "loan", _("Loan")
    GUARANTEE = "guarantee", _("Guarantee of a loan")
    MICROCREDIT = "microcredit", _("Microcredit")


class RateKind(TextChoices):
    """How the source states the interest; nothing where it doesn't state it."""

    FIXED = "fixed", _("fixed")
    UP_TO = "up-to", _("at most")
    FLOATING = "floating", _("floating")
    BASE_MARGIN = "base-margin", _("base rate and a margin")


class CollateralRule(TextChoices):
    """Whether something must be pledged; nothing where the source doesn't say."""

    NONE = "none", _("No collateral")
    PREFERRED = "preferred", _("Preferred")
    REQUIRED = "required", _("Required")


class CollateralKind(TextChoices):
    """What can be pledged."""

    PROPERTY = "property", _("Land or buildings")
    MOVABLE = "movable", _("Vehicles, equipment or goods")
    DEPOSIT = "deposit", _("Savings")
    PERSONAL = "personal-guarantee", _("Personal guarantee")
    GROUP = "group-guarantee", _("Guarantee of a group")


class Settlement(TextChoices):
    """What sort of place a business works in."""

    LARGE_CITY = "large-city", _("One of the largest cities or an oil city")
    TOWN = "town", _("Another town")
    VILLAGE = "village", _("Village")


class SectorRule(TextChoices):
    """Which sectors may apply; nothing where the source doesn't say."""

    ANY = "any", _("Any sector")
    ONLY = "only", _("Only these sectors")
    EXCEPT = "except", _("All but these sectors")


class BusinessSector(TextChoices):
    """What a business does, after the sections of ISIC that offers tell apart."""

    AGRICULTURE = "agriculture", _("Farming and food growing")
    MANUFACTURING = "manufacturing", _("Making goods, crafts, sewing")
    CONSTRUCTION = "construction", _("Building")
    TRADE = "trade", _("Shops and trade")
    TRANSPORT = "transport", _("Transport and storage")
    HOSPITALITY = "hospitality", _("Food service and tourism")
    IT = "information-technology", _("Information technology")
    EDUCATION = "education", _("Education and child care")
    HEALTH = "health", _("Health and care")
    SERVICES = "services", _("Other services")
    FINANCE = "finance", _("Lending, leasing and pawnshops")


class WomenRule(TextChoices):
    """Whether a business must be women's; nothing where the source doesn't say."""

    REQUIRED = "required", _("For women, or firms that women own or lead")
    SHARE_KEPT = "share-kept", _("Open to all, a share is kept for women")
    OPEN = "open", _("Open to all")


class EsgTag(TextChoices):
    """What an offer serves beside business: tags for investors who report on it."""

    GENDER = "gender-equality", _("Social: equality of women")
    RURAL = "rural", _("Social: villages")
    YOUTH = "youth", _("Social: young people")
    INCLUSION = "inclusion", _("Social: people with disabilities, carers, large families")
    ACCESS = "access-to-finance", _("Social: access to finance")
    CLIMATE = "climate", _("Environmental: climate")
    GOVERNANCE = "governance", _("Governance")
