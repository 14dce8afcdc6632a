"""Scripts that print every fitted number of flashdeck, from matrices of features without text."""
