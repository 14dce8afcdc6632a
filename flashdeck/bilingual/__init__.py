"""What needs both lines: links between words, senses confirmed by the other line, glosses."""
