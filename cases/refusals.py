"""What an action refuses in words for the person who asked."""


class Refusal(ValueError):
    """The message is for the page: it says what was given and what is accepted."""
