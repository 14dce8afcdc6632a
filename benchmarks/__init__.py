"""Compare flashdeck with a naive script: the ratios of their CPU time and of their memory in the same benchmark run."""
