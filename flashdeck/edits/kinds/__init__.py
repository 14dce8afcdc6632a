"""Define the kinds of entries, in one module for each stage that applies entries, and the code that these modules share."""
