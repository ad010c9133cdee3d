"""Files of cases: encrypted while they come in, checked and cleaned apart, given out piece by piece."""
