"""Sign-in for the people who keep the site: password, second factor, sessions, and the pages for them."""
