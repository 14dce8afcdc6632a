"""What the two languages share: rule tables, traits of a language, lengths of lines."""
