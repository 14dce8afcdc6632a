"""Compare the speed and memory of flashdeck with those of a naive script, as ratios from one run."""
