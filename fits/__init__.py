"""Scripts that fit numbers of flashdeck to data and print them. The data are matrices of features without any text."""
