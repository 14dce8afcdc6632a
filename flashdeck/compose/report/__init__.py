"""What a conversation is worth to a learner, in figures: the values of the report's page."""
