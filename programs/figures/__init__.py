"""Figures under four eyes: drafted, reviewed, published, corrected, withdrawn, brought in as tables."""
