"""Pages of applicants and of whoever checks a certificate: no account, no cookie, nothing in the address."""
