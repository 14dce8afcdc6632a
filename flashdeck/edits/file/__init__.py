"""Read and write edits files, find the positions of entries in a file, and report mistakes in a file."""
