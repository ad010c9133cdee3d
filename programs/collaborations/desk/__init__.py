"""Pages where programme staff enter actions, events and policy transfers, and receive people."""
