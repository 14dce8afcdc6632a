"""Scripts that compute and print the fitted numbers of flashdeck. The data are matrices of features, which contain no text."""
