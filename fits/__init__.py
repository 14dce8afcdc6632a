"""Scripts that measure or fit the rules and constants of flashdeck."""
