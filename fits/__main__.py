"""`python -m fits`: print each fitted number beside the number that the code uses.

`python -m fits --collect CORPUS`: first compute the matrices of features from the texts in the folder CORPUS.
"""

import argparse
from pathlib import Path

from fits import adequacy, alignment, chinese, english, links
from fits.tables import print_fitted

MODELS = (english, chinese, alignment, links, adequacy)


def main() -> None:
    """Print the fitted numbers. With `--collect`, first compute the matrices of features."""
    parser = argparse.ArgumentParser(prog="python -m fits", description=__doc__)
    parser.add_argument("--collect", type=Path, metavar="CORPUS", help="compute the matrices from labelled data in this folder")
    corpus = parser.parse_args().collect
    for model in MODELS:
        if corpus:
            for path in model.collect(corpus.resolve(strict=True)):
                print(f"written: {path.name}")
    print_fitted(row for model in MODELS for row in model.fitted())


if __name__ == "__main__":
    main()
