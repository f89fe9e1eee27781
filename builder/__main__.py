"""`python -m builder` is `larpaket`."""

from builder.cli import main

if __name__ == "__main__":
    main()
