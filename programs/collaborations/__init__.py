"""What countries do together: actions, events with registration, lessons of law passed on."""
