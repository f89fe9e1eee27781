"""A module that ends with something to read and to tick off, as edits of its definition, and the files for it."""

from browser.several import FIRST

TEXT = """          - id: vardagen
            type: text
            title:
              sv: Att lära i vardagen
              en: Learning day by day
            content:
              sv: vardagen.sv.md
              en: vardagen.en.md
            required: true
"""
READ = (FIRST, FIRST + TEXT)
LIST = """          - id: lista
            type: checklist
            title:
              sv: Före nästa möte
              en: Before the next meeting
            items:
              - id: lokal
                text:
                  sv: Boka en lokal.
                  en: Book a room.
                help:
                  sv: Ställ gärna stolarna i en halvcirkel.
                  en: A half circle of chairs works well.
              - id: prova
                text:
                  sv: Prova filmen med ljud.
                  en: Try the film with sound.
              - id: kallelse
                text:
                  sv: Berätta hur lång tid det tar.
                  en: Say how long it takes.
"""
LISTED = (FIRST, FIRST + LIST)
BOTH = (FIRST, FIRST + TEXT + LIST)
SWEDISH = """Det mesta lär vi oss av varandra.

# Därför

En utbildning ger nya tankar, men de bleknar om de inte används. När den som har lärt sig något får berätta om det
blir det ett sätt att arbeta i stället för ett minne.

# Tre frågor

- Vad gick bra?
- Vem mer behöver veta det?

![Tre grupper med nio punkter.](bild.svg "Från en till flera.")

> Man lär sig.
>
> – Ur filmen
"""
ENGLISH = """We learn most from each other.

# Three questions

![Three groups of nine dots.](bild.svg "From one to many.")
"""
FILES = {
    "vardagen.sv.md": SWEDISH,
    "vardagen.en.md": ENGLISH,
    "bild.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 224"><rect width="520" height="224" fill="teal"/></svg>',
}
