"""Speed and memory beside a naive script, as ratios inside one run."""
