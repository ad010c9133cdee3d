"""Money for a business: offers, which of them fit, and what a loan costs."""
