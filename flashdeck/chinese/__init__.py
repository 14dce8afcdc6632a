"""Chinese text: its words, the readings and levels of the words, and the traits of a good line."""
