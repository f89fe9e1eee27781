"""`python -m larpaket` is `larpaket`."""

from larpaket.cli import main

if __name__ == "__main__":
    main()
