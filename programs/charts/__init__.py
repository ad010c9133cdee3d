"""Charts as SVG: scales, what is drawn, and the drawing."""
