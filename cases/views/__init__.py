"""Pages of confidential work, one module per task; they reach records through the door and the actions."""
